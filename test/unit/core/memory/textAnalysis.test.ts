import assert from 'node:assert/strict';
import { openLanguage } from '../../../../src/adapters/language/openLanguage.js';
import { textAnalysis } from '../../../../src/core/memory/textAnalysis.js';
import { dist } from '../../../support/memory/memoryDatabase.js';

const termsIn = async (language: string, text: string): Promise<readonly string[]> =>
	textAnalysis(await openLanguage(language, dist))(text);

describe('The analysis of text for recall', () => {
	it('takes English words to their stems, without those that say nothing', async () => {
		assert.deepEqual(await termsIn('en-GB', 'Anne’s walking-sticks were by the doors; she’d walked.'), [
			'ann',
			'walk',
			'stick',
			'door',
			'walk',
		]);
	});

	it('keeps numbers, and drops what an initial or an apostrophe leaves over', async () => {
		assert.deepEqual(await termsIn('en', 'J. came at 4 with 17 keys'), ['came', '4', '17', 'kei']);
	});

	it('knows German inflection and folds diacritics', async () => {
		const [nominative, dative] = await Promise.all([termsIn('de', 'Häuser'), termsIn('de', 'den Häusern')]);
		assert.deepEqual([nominative, dative], [['haus'], ['haus']]);
	});

	it('finds text without spaces by pairs of its characters', async () => {
		assert.deepEqual(await termsIn('ja', '左利きの人 A'), ['左利', '利き', 'きの', 'の人']);
	});

	it('leaves words of a language it does not know as they are', async () => {
		assert.deepEqual(await termsIn('tlh', 'Qapla’ the houses'), ['qapla', 'the', 'houses']);
	});

	it('knows what English words are related to, in any form of them', async () => {
		const english = await openLanguage('en', dist);
		const words = english.related('overcoats').map((one) => one.words);
		assert.ok(words.includes('greatcoat'), words.join(', '));
		assert.deepEqual(english.related('wentworth'), []);
	});
});
