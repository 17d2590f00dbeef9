import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { proseHabits, validateChapter, type ChapterToValidate } from '../../../../src/core/prose/validation.js';

const sentence = (seed: number): string =>
	[
		`On day ${seed} Noreen measured the glass at ${seed * 7} inches, wrote it down, and waited for the bell.`,
		'Nobody came.',
		`Harjit measured it again at ${seed} and was sure.`,
	][seed % 3] ?? '';
const prose = (words: number): string => {
	const sentences: string[] = [];
	for (let seed = 1; sentences.join(' ').split(' ').length < words; seed++) sentences.push(sentence(seed));
	return sentences.join(' ').replaceAll(/(.{300,}?\.) /g, '$1\n\n');
};
const good = `# Nobody\n\n${prose(1_000)}\n`;

function validated(text: string, more: Partial<ChapterToValidate> = {}) {
	return validateChapter({
		text,
		chapter: 1,
		path: 'manuscript/01.md',
		wantedWords: 1_000,
		otherChapters: [],
		names: [],
		...more,
	});
}
const codes = (text: string, more: Partial<ChapterToValidate> = {}): string[] =>
	validated(text, more).map(({ severity, code }) => `${severity} ${code}`);

describe('validating a chapter', () => {
	it('has nothing to say about sound prose', () => {
		assert.deepEqual(validated(good), []);
	});

	it('measures the length against what is wanted', () => {
		const [short] = validated(good, { wantedWords: 2_000 });
		assert.deepEqual([short?.line, short?.code, short?.severity], [0, 'length', 'warning']);
		assert.match(short?.message ?? '', /^Chapter 1 has 1\d\d\d words, \d\d % fewer than the 2000 wanted\. Add a beat/);
		assert.match(validated(good, { wantedWords: 500 })[0]?.message ?? '', /more than the 500 wanted\. Cut/);
	});

	it('says so when there is no text', () => {
		assert.deepEqual(codes('# Nobody\n\n<!-- later -->\n'), ['error empty-chapter']);
	});

	it('wants one title, first', () => {
		assert.deepEqual(codes(good.replace('# Nobody\n\n', '')), ['warning no-title']);
		assert.deepEqual(codes(`<!-- mine -->\n${good}\n## Later\n\nShe slept.\n`), ['warning heading']);
	});

	it('finds what belongs to making the book', () => {
		const leftovers = [
			'Dear {{name}}, come.',
			'[Insert description here]',
			'Word count: 812',
			'```',
			'Scene 2: The Pier',
			'**Scene Two**',
			'[End of scene]',
			"Here's the revised scene:",
			'Would you like me to continue with the next scene?',
			'<think>',
		];
		for (const leftover of leftovers)
			assert.deepEqual(codes(good.replace('\n\n', `\n\n${leftover}\n\n`)), ['error leftover'], leftover);
		const [ai] = validated(good.replace('\n\n', '\n\nAs an AI language model, I wait.\n\n'));
		assert.deepEqual([ai?.severity, ai?.line, ai?.column, ai?.endColumn], ['warning', 2, 0, 23]);
	});

	it('takes an unfinished ending for an error, where it is', () => {
		const [problem] = validated(`${good.trimEnd()} And then she`);
		assert.deepEqual([problem?.severity, problem?.code], ['error', 'unfinished']);
		assert.equal(problem?.line, good.trimEnd().split('\n').length - 1);
		assert.equal(problem?.endColumn, `${good.trimEnd()} And then she`.split('\n').at(-1)?.length);
	});

	it('finds sentences and paragraphs that stand twice, once each', () => {
		const twice = 'The bell rang for nobody, and the car came up empty. Its floor was wet from one end to the other.';
		const text = `# T\n\n${twice}\n\n${prose(1_000)}\n\n${twice}\n\nHe said nothing. He said nothing.\n`;
		const problems = validated(text);
		assert.deepEqual(
			problems.map(({ code }) => code),
			['repetition'],
		);
		assert.match(problems[0]?.message ?? '', /^This stands on line 3 already\./);
		assert.equal((problems[0]?.endColumn ?? 0) - (problems[0]?.column ?? 0), twice.length);
	});

	it('finds sentences of other chapters', () => {
		const shared = 'the bell rang for nobody , and the car came up empty.';
		const [problem] = validated(good.replace('\n\n', '\n\nThe bell rang for nobody, and the car came up empty.\n\n'), {
			otherChapters: ['# One\n\nNothing.', `# Standpipe\n\nOnce. ${shared}`],
		});
		assert.equal(problem?.code, 'repeated-across');
		assert.match(problem?.message ?? '', /word for word in “Standpipe” too/);
	});

	it('names worn phrases and the names models give, except those of the bible', () => {
		const text = good.replace('\n\n', '\n\nElara took a deep breath. Her voice was barely above a whisper.\n\n');
		assert.deepEqual(codes(text), ['information stock-names', 'information stock-phrase', 'information stock-phrase']);
		assert.deepEqual(codes(text, { names: ['Elara Quill'] }), ['information stock-phrase', 'information stock-phrase']);
	});

	it('measures what only counts when there is much of it', () => {
		const dashes = `# T\n\n${prose(1_000).replaceAll(' measured ', ' measured — ')}\n`;
		assert.deepEqual(codes(dashes), ['information em-dashes']);
		const nots = good.replace(
			'\n\n',
			'\n\nIt was not a key but a knife. It wasn’t rain. It was salt. She wept, not because of him, but for it.\n\n',
		);
		assert.deepEqual(codes(nots), ['information not-x-but-y']);
		const gazes = good.replace('\n\n', '\n\nHis gaze met her gaze. A gaze, a gaze.\n\n');
		assert.match(validated(gazes)[0]?.message ?? '', /Words that models favour: “gaze” 4 times/);
		const openers = `# T\n\n${prose(1_000).replaceAll('\n\nOn', '\n\nThen on')}\n`;
		assert.deepEqual(codes(openers), ['information transition-openers']);
	});

	it('keeps information short whatever the text', () => {
		const worn =
			'Lyra took a deep breath. Eyes widened. Her brow furrowed. A wave of grief. Dust motes. Her heart hammered. A knowing smile. ' +
			'It was not a sob but a gasp. It wasn’t love. It was habit. The way he did it. The way she did it. The way they did it. ' +
			'He did not go. She did not go. They did not go. I did not go. He began to cry. She began to cry. They began to run. He started to run. ' +
			'A gaze — a glint — a murmur — a shimmer — a tapestry — a gaze — a gaze.';
		const problems = validated(`# T\n\n${worn}\n`, { wantedWords: 110 });
		assert.equal(problems.filter(({ severity }) => severity === 'information').length, 8);
		assert.ok(proseHabits(worn).length > 8);
		assert.deepEqual(proseHabits(good), []);
	});

	it('never throws, and points inside the text', () => {
		const parts = fc.constantFrom(
			'# T\n',
			'\r\n',
			'\n\n',
			'He took a deep breath. ',
			'{{x}}',
			'<!--',
			'-->',
			'“',
			'”',
			'* * *\n',
			'Scene 1: x\n',
			'. ',
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 20 }), (list) => {
				const text = list.join('');
				const lines = text.split(/\r\n|\r|\n/);
				for (const one of validated(text, { otherChapters: [text] })) {
					assert.ok(one.endColumn <= (lines[one.endLine]?.length ?? -1) && one.column >= 0, JSON.stringify(one));
				}
			}),
		);
	});
});
