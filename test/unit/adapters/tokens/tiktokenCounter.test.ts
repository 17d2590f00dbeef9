import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { get_encoding } from 'tiktoken';
import { TiktokenCounter } from '../../../../src/adapters/tokens/tiktokenCounter.js';
import { anyText } from '../../core/context/contextInputs.js';
import { dist } from '../../../support/novel/sampleProject.js';
import { bundleScript, startScript } from '../../../support/processes/scriptProcess.js';
import { temporaryFolder } from '../files/temporaryFolder.js';

const prose = `“It is four hundred litres, Miss Tuplin,” said Harjit. “Approximately is how people drown.”

She wrote down a run with no passengers, and under it the weight: two and a half inches, twenty-five stone.


Nobody had rung. The bell hung where it had hung since 1884.
`;

describe('TiktokenCounter', () => {
	const folder = temporaryFolder();
	const whole = get_encoding('o200k_base');
	let counter: TiktokenCounter;
	before(() => {
		counter = new TiktokenCounter(dist);
	});
	after(() => counter.close());

	it('counts in the o200k vocabulary', async () => {
		assert.deepEqual(
			await counter.countAll(['', 'hello world', 'antidisestablishmentarianism', '東京', '<|endoftext|>']),
			[0, 2, 6, 1, 7],
		);
	});

	it('counts a text as the sum of its paragraphs with their blank lines', async () => {
		const paragraphs = prose.match(/[^]*?\n{2,}|[^]+$/g) ?? [];
		const counts = await new TiktokenCounter(dist).countAll(paragraphs);
		assert.deepEqual([paragraphs.join(''), counts.length], [prose, 3]);
		assert.equal(
			await counter.count(prose),
			counts.reduce((sum, count) => sum + count, 0),
		);
		assert.deepEqual(
			counts.map((count) => count > 10 && count < 40),
			[true, true, true],
		);
	});

	it('counts the same text to the same number, asked alone or among others', async () => {
		const texts = [prose, 'One.', prose, '\n\n', `One.\n\n${prose}`];
		const together = await new TiktokenCounter(dist).countAll(texts);
		const alone: number[] = [];
		for (const text of texts) alone.push(await counter.count(text));
		assert.deepEqual(together, alone);
	});

	it('counts long runs without a blank', async () => {
		const [letters = 0, han = 0, broken = 0] = await counter.countAll([
			'a'.repeat(10_000),
			'山高水長'.repeat(5_000),
			`${prose}${'x'.repeat(5_000)} ${prose}`,
		]);
		const plain = await counter.count(prose);
		assert.ok(letters > 300 && letters <= 10_000, `${letters} tokens of letters`);
		assert.ok(han > 5_000 && han <= 40_000, `${han} tokens of Chinese`);
		assert.ok(broken > 2 * plain && broken < 2 * plain + 5_000, `${broken} tokens of prose around a run`);
	});

	it('counts paragraphs so that their sum is the count of the whole, whatever stands between them', () =>
		fc.assert(
			fc.asyncProperty(
				anyText,
				anyText,
				fc.constantFrom('\n\n', '\n \n', '\n\n\n', '\n\n /'),
				async (one, two, gap) => {
					const text = one + gap + two;
					const [counted, exact] = [await counter.count(text), whole.encode_ordinary(text).length];
					// Beside some scripts, an unbroken run is counted in pieces, for a few tokens more.
					assert.ok(/\S{2000}/u.test(text) ? counted >= exact : counted === exact, `${counted} instead of ${exact}`);
				},
			),
			{ numRuns: 300 },
		));

	it('fails what still waits when it is closed, and may be closed twice', async () => {
		const closing = new TiktokenCounter(dist);
		const count = closing.count(prose);
		const rejected = assert.rejects(count, /The token counter was closed\./);
		await closing.close();
		await rejected;
		await closing.close();
	});

	it('keeps no process alive once it is idle', async () => {
		const script = await bundleScript('countTokens', folder());
		const { lines, ended } = startScript(script, dist.href);
		const answers: string[] = [];
		for await (const line of lines) answers.push(line);
		const [code] = (await ended) as [number];
		assert.deepEqual([answers, code], [['3'], 0]);
	});

	it('says which file it missed when its data is not there', async () => {
		await assert.rejects(new TiktokenCounter(new URL(`file://${join(folder(), 'nowhere')}/`)).count('x'), /nowhere/);
	});
});
