import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { scanLatinWords, wordNumbers } from '../../../../src/core/context/wordScan.js';
import { wordsOf } from '../../../../src/core/memory/textAnalysis.js';

describe('Scanning for words', () => {
	it('finds the words that the text analysis finds, where it takes a text on', () => {
		const units = [
			'Noreen',
			'don’t',
			"o'clock",
			'É',
			'straße',
			'×',
			' ',
			'\n',
			'—',
			'“',
			'1884',
			'½',
			'.',
			'-',
			'æ',
			"'",
		];
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...units), { maxLength: 30 }), (parts) => {
				const text = parts.join('');
				const words: string[] = [];
				const isLatin = scanLatinWords(text, (_first, _second, start, end) => words.push(text.slice(start, end)));
				assert.deepEqual(isLatin ? words.map((word) => word.toLowerCase()) : wordsOf(text), wordsOf(text));
			}),
		);
	});

	it('tells words apart by their two numbers, whatever their case, and leaves other scripts alone', () => {
		const seen = new Map<string, Set<string>>();
		const text = 'The bell, the Bell; THE BELL’S, the bells and the ball.';
		scanLatinWords(text, (first, second, start, end) => {
			const key = `${first} ${second}`;
			seen.set(key, (seen.get(key) ?? new Set()).add(text.slice(start, end).toLowerCase()));
		});
		assert.deepEqual(
			[...seen.values()].map((words) => [...words]),
			[['the'], ['bell'], ['bell’s'], ['bells'], ['and'], ['ball']],
		);
		assert.deepEqual(
			['山', 'колокол', 'a\u0301'].map((other) => scanLatinWords(other, () => undefined)),
			[false, false, false],
		);
	});

	it('gives a word the same number beside whatever other signs, and in capitals', () => {
		const text = 'Noreen’s naïve aunt, 1884, of the Älvsborg bell';
		const plain = wordNumbers(text);
		assert.deepEqual(
			[
				wordNumbers(text.toUpperCase()),
				wordNumbers(`${text} €`),
				wordNumbers(`${text} 🙂`),
				wordNumbers(`山 ${text}`).slice(1),
			],
			[plain, plain, plain, plain],
		);
	});
});
