import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { get_encoding, type TiktokenEncoding } from 'tiktoken';
import { TiktokenCounter } from '../../../../src/adapters/tokens/tiktokenCounter.js';
import { isAppError } from '../../../../src/base/errors.js';
import type { ContextItem, FittedContext } from '../../../../src/core/context/contextItem.js';
import { fitToBudget, type FitOptions } from '../../../../src/core/context/fitToBudget.js';
import { relevanceOf } from '../../../../src/core/context/relevance.js';
import { Vocabulary } from '../../../../src/core/context/vocabulary.js';
import { textAnalysis, type Language } from '../../../../src/core/memory/textAnalysis.js';
import type { TokenCounter } from '../../../../src/core/models/tokenCounter.js';
import { openLanguage } from '../../../../src/adapters/language/openLanguage.js';
import { dist } from '../../../support/memory/memoryDatabase.js';
import { wordCounter } from '../../../support/wordCounter.js';
import { anyItems, anyQuery } from './contextInputs.js';

/** Whole texts, as their provider counts them. */
function countIn(encoding: TiktokenEncoding): (text: string) => number {
	const tokenizer = get_encoding(encoding);
	return (text) => tokenizer.encode_ordinary(text).length;
}

describe('Fitting context to a budget', () => {
	let language: Language;
	before(async () => {
		language = await openLanguage('en', dist);
	});

	const fit = (
		items: readonly ContextItem[],
		options: FitOptions,
		tokens: TokenCounter = wordCounter,
	): Promise<FittedContext> =>
		fitToBudget(items, options, { tokens, vocabulary: new Vocabulary(textAnalysis(language)), language });

	/** What must hold of any input; @param count tokens of the whole text, by a tokenizer that knows nothing of ours */
	async function holds(
		items: readonly ContextItem[],
		options: FitOptions,
		tokens: TokenCounter,
		count: (text: string) => number,
	): Promise<void> {
		const required = items.filter((item) => item.required === true);
		const [fitted, again] = await Promise.all(
			[0, 1].map(() => fit(items, options, tokens).catch((error: unknown) => refusal(error))),
		);
		assert.deepEqual(again, fitted);
		if (typeof fitted === 'string' || fitted === undefined) {
			for (const { key } of required) assert.ok(fitted?.includes(`“${key}”`));
			return;
		}
		const { text, given, left } = fitted;
		const whole = count(text);
		assert.ok(fitted.tokens <= options.budget, `${fitted.tokens} of ${options.budget}`);
		// An unbroken run is counted in pieces, for a few tokens more.
		const isExact = !/\S{2000}/u.test(text);
		assert.ok(isExact ? whole === fitted.tokens : whole <= fitted.tokens, `${whole}, said ${fitted.tokens}`);
		for (const item of required) {
			const own = given.find((one) => one.item === item);
			assert.deepEqual([own?.text, own?.shortened, text.includes(item.text)], [item.text, false, true]);
		}
		for (const { reason } of left)
			assert.ok(reason.kind !== 'near-duplicate-of' || given.some((one) => one.item.key === reason.of));
		assert.deepEqual(new Set([...given, ...left].map(({ item }) => item)), new Set(items));
		assert.equal(given.length + left.length, items.length);
		let from = 0;
		for (const one of given) {
			const at = text.indexOf(one.text, from);
			assert.ok(at >= from, `“${one.text}” stands in its order`);
			from = at + one.text.length;
		}
	}

	const item = (key: string, text: string, more: Partial<ContextItem> = {}): ContextItem => ({
		...{ key, section: 'Facts', text, source: 'chapter 1', importance: 0.5 },
		...more,
	});
	const reasons = ({ left }: FittedContext): unknown =>
		Object.fromEntries(left.map((one) => [one.item.key, one.reason]));

	it('says of everything that it leaves out why, and what it shortened', async () => {
		const long = `Gary waits. ${'The tide was out and nobody minded it at all. '.repeat(12)}The lamp was broken by Ivy.`;
		const fitted = await fit(
			[
				item('empty', ' \n'),
				item('first', 'Ivy broke the lamp on the pier in the evening and told nobody in the house of it.'),
				item('again', 'Ivy broke the lamp on the pier, in the evening, and told nobody in the house of it!'),
				item('long', long, { importance: 0.9, layout: 'paragraph' }),
				item('other', `A word that has no part in it${', nor has any that follows it here'.repeat(4)}.`, {
					importance: 0.1,
				}),
				item('more', `Lamp oil, ${'and more of it, '.repeat(9)}and so on.`, { importance: 0.1 }),
			],
			{ budget: 40, query: 'Who broke the lamp?' },
		);
		assert.deepEqual(reasons(fitted), {
			empty: { kind: 'empty' },
			again: { kind: 'near-duplicate-of', of: 'first' },
			other: { kind: 'irrelevant' },
			more: { kind: 'over-budget' },
		});
		assert.deepEqual(
			fitted.given.map(({ item: { key }, shortened }) => [key, shortened]),
			[
				['first', false],
				['long', true],
			],
		);
		assert.match(fitted.text, /The lamp was broken by Ivy\./);
	});

	it('ranks the same while another one uses the same words, and there are more of them than are kept', async () => {
		const vocabulary = new Vocabulary(textAnalysis(language));
		const words = vocabulary.words();
		for (let at = 0; at < 99_990; at++) words.word(`word${at}`);
		const texts = Array.from({ length: 400 }, (_, at) => ({
			text: `The lamp of house ${at} was broken by Ivy and the bell rang in street${at}.`,
			isSequel: false,
		}));
		const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
		const rank = (query: string, own: Vocabulary): Promise<Float64Array> =>
			relevanceOf(query, texts.concat(texts, texts, texts), { vocabulary: own, language, pause });
		const queries = ['who broke the lamp in street7', 'the bell of house 300'];
		const together = await Promise.all(queries.map((query) => rank(query, vocabulary)));
		const alone = [];
		for (const query of queries) alone.push(await rank(query, new Vocabulary(textAnalysis(language))));
		assert.deepEqual(together, alone);
	});

	it('refuses what is required when that alone is too long, with its names and both figures', async () => {
		const items = [
			item('rules', 'one two three four', { required: true }),
			item('style', 'five six', { required: true }),
		];
		await assert.rejects(
			fit(items, { budget: 6 }),
			/What must go in takes 7 tokens \(“rules”, “style”\), and the budget is 6\. Raise the budget, or require less\./,
		);
		assert.equal((await fit(items, { budget: 7 })).text, 'Facts\none two three four\nfive six');
	});

	it('sets what stays the same first, else what it takes in the order given, under its headings', async () => {
		const items = [
			item('a', 'one', { section: 'Facts' }),
			item('b', 'two', { section: 'Threads' }),
			item('c', 'three', { section: 'Facts' }),
			item('d', 'four', { section: 'Notes', stable: true }),
			item('e', 'five', { section: 'Notes', layout: 'paragraph' }),
		];
		const { text } = await fit(items, { budget: 100 });
		assert.equal(text, 'Notes\nfour\n\nFacts\none\nthree\n\nThreads\ntwo\n\nNotes\n\nfive');
	});

	it('takes what matters more before what matters less, and what is to the point before what is not', async () => {
		const chosen = async (items: readonly ContextItem[], query: string): Promise<readonly string[]> =>
			(await fit(items, { budget: 5, query })).given.map((one) => one.item.key);
		const two = [item('a', 'The bell rang thrice.'), item('b', 'A lamp went out.')];
		assert.deepEqual(
			[
				await chosen(two, 'Who broke the lamps?'),
				await chosen(two, ''),
				await chosen([two[0] ?? item('', ''), item('b', 'A lamp went out.', { importance: 0.9 })], ''),
				await chosen(
					[item('a', 'A bell of old.', { chapter: 2 }), item('b', 'A bell, cast anew.', { chapter: 9 })],
					'',
				),
			],
			[['b'], ['a'], ['b'], ['b']],
		);
	});

	it('counts as the model does: a factor leaves less room', async () => {
		const items = Array.from({ length: 40 }, (_, at) => item(`${at}`, `line number ${at} of many`));
		const [plain, scaled] = await Promise.all([1, 1.33].map((factor) => fit(items, { budget: 100, factor })));
		assert.ok(plain !== undefined && scaled !== undefined);
		assert.ok(scaled.tokens <= 100 && Math.ceil((await wordCounter.count(scaled.text)) * 1.33) === scaled.tokens);
		assert.ok(scaled.given.length < plain.given.length);
	});

	it('is never over by a token, keeps what is required whole, and is the same each time: 8,000 inputs in o200k', async function () {
		this.timeout(120_000);
		const counter = new TiktokenCounter(dist);
		const count = countIn('o200k_base');
		try {
			await fc.assert(
				fc.asyncProperty(anyItems, anyQuery, anyBudget, (items, query, budget) =>
					holds(items, { budget, query }, counter, count),
				),
				{ numRuns: 8_000, seed: 5 },
			);
		} finally {
			await counter.close();
		}
	});

	it('is so under any tokenizer that it is given: 2,000 inputs in cl100k', async function () {
		this.timeout(60_000);
		const count = countIn('cl100k_base');
		const counter: TokenCounter = {
			count: (text) => Promise.resolve(count(text)),
			countAll: (texts) => Promise.resolve(texts.map(count)),
		};
		await fc.assert(
			fc.asyncProperty(anyItems, anyQuery, anyBudget, (items, query, budget) =>
				holds(items, { budget, query }, counter, count),
			),
			{ numRuns: 2_000, seed: 7 },
		);
	});
});

const anyBudget = fc.oneof(fc.constantFrom(0, 1, 2), fc.nat(60), fc.nat(600), fc.nat(4_000));

function refusal(error: unknown): string {
	if (isAppError(error) && error.code === 'required-over-budget') return error.message;
	throw error;
}
