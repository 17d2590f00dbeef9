import assert from 'node:assert/strict';
import { manifestKeyFaults } from '../../support/l10n/manifestStrings.js';
import { faultsOf, manifestFaults, sourceFaults } from '../../support/l10n/translations.js';

const none = { missing: [], unused: [], placeholders: [] };

describe('The German translation', () => {
	it('has every sentence of the sources, with its placeholders, and no other', async function () {
		this.timeout(60_000);
		assert.deepEqual(await sourceFaults(), none);
	});

	it('has every text of package.json, with its links, and no other', () => {
		assert.deepEqual(manifestFaults(), none);
	});

	it('finds a translation for all that people read in package.json', () => {
		assert.deepEqual(manifestKeyFaults(), { unknown: [], unused: [], untranslatable: [] });
	});

	it('is told what it lacks, what it has in vain, and where it loses a placeholder', () => {
		const english = { a: 'a', '{0} of {1}': '{0} of {1}', '[x](command:y)': '[x](command:y)', same: '{0}' };
		const german = { '{0} of {1}': '{0} von', '[x](command:y)': '[x](command:z)', same: '{0}', old: 'alt' };
		assert.deepEqual(faultsOf(english, german), {
			missing: ['a'],
			unused: ['old'],
			placeholders: ['{0} of {1}', '[x](command:y)'],
		});
	});
});
