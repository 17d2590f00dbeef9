import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { countWords, isSceneBreak } from '../../../../src/core/novel/chapterFile.js';
import { passagesOf } from '../../../../src/core/prose/passages.js';

const wanted = { words: 120 };

describe('the passages of a chapter', () => {
	it('are paragraphs of a usual length', () => {
		const body = `${sentence(70)}\n\n${sentence(100)}\n\n${sentence(170)}`;
		assert.deepEqual(placesIn(body), ['scene 1, 1–1, 70', 'scene 1, 2–2, 100', 'scene 1, 3–3, 170']);
	});

	it('join short neighbours, and the last of a scene with what stands before it', () => {
		const dialogue = Array.from({ length: 14 }, () => sentence(10)).join('\n\n');
		assert.deepEqual(placesIn(dialogue), ['scene 1, 1–6, 60', 'scene 1, 7–14, 80']);
	});

	it('never reach over a scene break, and count scenes that have text', () => {
		const body = `* * *\n\n${sentence(12)}\n\n* * *\n\n***\n\n${sentence(13)}\n---\n${sentence(14)}`;
		assert.deepEqual(placesIn(body), ['scene 1, 1–1, 12', 'scene 2, 2–2, 13', 'scene 3, 3–3, 14']);
	});

	it('cut a long paragraph where sentences end, into pieces of about equal length', () => {
		const body = Array.from({ length: 24 }, () => sentence(15)).join(' ');
		const passages = passagesOf(body, wanted);
		assert.deepEqual(
			passages.map(({ text }) => countWords(text)),
			[120, 120, 120],
		);
		assert.ok(passages.every(({ text }) => text.startsWith('Word') && text.endsWith('.')));
	});

	it('cut a sentence that is too long at its commas, and one without commas between words', () => {
		const commas = `${Array.from({ length: 40 }, () => 'one two three four five six seven eight nine ten').join(', ')}.`;
		assert.deepEqual(
			passagesOf(commas, wanted).map(({ text }) => [countWords(text) % 10, text.slice(-1)]),
			[
				[0, ','],
				[0, ','],
				[0, '.'],
			],
		);
		const bare = Array.from({ length: 500 }, () => 'word').join(' ');
		assert.deepEqual(
			passagesOf(bare, wanted).map(({ text }) => countWords(text)),
			[125, 125, 125, 125],
		);
	});

	it('leave nothing out but white space and scene breaks, and say where they stand', () => {
		fc.assert(
			fc.property(body, fc.integer({ min: 8, max: 120 }), (text, words) => {
				let done = 0;
				let before = { scene: 1, lastParagraph: 0 };
				for (const passage of passagesOf(text, { words })) {
					const gap = text.slice(done, passage.start);
					assert.ok(
						gap.split('\n').every((line) => line.trim() === '' || isSceneBreak(line)),
						gap,
					);
					assert.equal(passage.text, text.slice(passage.start, passage.end));
					assert.equal(passage.text, passage.text.trim());
					assert.notEqual(passage.text, '');
					assert.ok(passage.text.split('\n').every((line) => !isSceneBreak(line)));
					assert.ok(passage.scene >= before.scene && passage.paragraph >= before.lastParagraph);
					assert.ok(passage.lastParagraph >= passage.paragraph && passage.paragraph <= before.lastParagraph + 1);
					done = passage.end;
					before = passage;
				}
				assert.ok(
					text
						.slice(done)
						.split('\n')
						.every((line) => line.trim() === '' || isSceneBreak(line)),
				);
			}),
			{ numRuns: 500 },
		);
	});

	it('are at most half as long again as wanted wherever a text can be cut', () => {
		fc.assert(
			fc.property(body, (text) => {
				const longest = Math.max(0, ...passagesOf(text, { words: 20 }).map((passage) => countWords(passage.text)));
				assert.ok(longest <= 32, String(longest));
			}),
			{ numRuns: 300 },
		);
	});
});

const paragraph = fc.oneof(
	fc
		.array(fc.integer({ min: 1, max: 40 }).map(sentence), { minLength: 1, maxLength: 8 })
		.map((sentences) => sentences.join(' ')),
	fc.constantFrom(
		'* * *',
		'---',
		'“No.”',
		'## Monday',
		'one\ntwo,\n three',
		'吾輩は猫である。名前はまだ無い。',
		'\u00A0',
		'  indented',
	),
	fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const body = fc.array(paragraph, { maxLength: 20 }).map((paragraphs) => paragraphs.join('\n\n').replace(/\r/g, ''));

function placesIn(text: string): string[] {
	return passagesOf(text, wanted).map(
		({ text, scene, paragraph, lastParagraph }) => `scene ${scene}, ${paragraph}–${lastParagraph}, ${countWords(text)}`,
	);
}

function sentence(words: number): string {
	return `Word${' word'.repeat(words - 1)}.`;
}
