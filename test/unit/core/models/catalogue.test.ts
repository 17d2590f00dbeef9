import assert from 'node:assert/strict';
import { GenaiPriceTable } from '../../../../src/adapters/llm/genaiPrices.js';
import { systemClock } from '../../../../src/base/clock.js';
import { isAppError } from '../../../../src/base/errors.js';
import { catalogueModels } from '../../../../src/core/models/catalogue.js';
import { catalogueOf } from '../../../../src/core/models/catalogueSettings.js';
import { formatModelId, parseModelId } from '../../../../src/core/models/modelId.js';

const asOf = Date.UTC(2026, 10, 25);
const prices = new GenaiPriceTable({}, {}, { ...systemClock, now: () => asOf });

describe('The catalogue of models', () => {
	it('names each model once, in a way that can be opened', () => {
		const ids = catalogueModels.map(({ id }) => id);
		assert.deepEqual(
			ids.map((id) => formatModelId(parseModelId(id))),
			[...new Set(ids)],
		);
		assert.ok(ids.length >= 25 && ids.length <= 45);
	});

	for (const model of catalogueModels) {
		const id = parseModelId(model.id);
		it(`knows what ${model.id} costs and how much it holds`, async () => {
			const { kind } = await prices.priceOf(id);
			assert.equal(kind, id.provider === 'ollama' ? 'free' : 'priced');
			const { contextWindow = model.contextWindow } = await prices.limitsOf(id);
			assert.equal(model.contextWindow, contextWindow);
			assert.ok(model.maxOutputTokens > 0 && model.maxOutputTokens < model.contextWindow);
			assert.ok(Date.parse(model.since) < asOf);
		});
	}
});

describe('The catalogue in the settings', () => {
	const own = { quality: 'high', contextWindow: 200_000, maxOutputTokens: 64_000 };
	const problemOf = (name: string, value: unknown): string => {
		try {
			catalogueOf({ [name]: value });
		} catch (error) {
			assert.ok(isAppError(error) && error.code === 'bad-catalogue');
			return /cannot be used: (.*?)\. Write \{/.exec(error.message)?.[1] ?? error.message;
		}
		return 'none';
	};

	it('adds a model, changes one and takes one out', () => {
		const models = catalogueOf({
			'myserver/large': own,
			'openai/gpt-6-luna': { quality: 'medium' },
			'openai/gpt-6-sol': null,
			'nobody/ever-listed': null,
		});
		const luna = catalogueModels.find(({ id }) => id === 'openai/gpt-6-luna');
		assert.deepEqual(
			models.filter(({ id }) => !catalogueModels.some((listed) => listed.id === id)),
			[{ id: 'myserver/large', title: 'myserver/large', since: '', ...own }],
		);
		assert.deepEqual(
			models.find(({ id }) => id === 'openai/gpt-6-luna'),
			{ ...luna, quality: 'medium' },
		);
		assert.equal(models.length, catalogueModels.length);
		assert.ok(!models.some(({ id }) => id === 'openai/gpt-6-sol'));
	});

	it('is the built-in one when nothing is set', () => assert.deepEqual(catalogueOf({}), catalogueModels));

	const bad: readonly (readonly [string, unknown, string])[] = [
		['large', own, 'it is not named as provider/model'],
		['a/b', 'high', 'it is "high"'],
		['a/b', [own], 'it is [{"quality":"high","contextWindow":200000,"maxOutputTokens":64000}]'],
		['a/b', { quality: 'high', contextWindow: 1 }, '"maxOutputTokens" is missing'],
		['a/b', { ...own, quality: undefined }, '"quality" is missing'],
		['a/b', { ...own, quality: 'best' }, '"quality" is "best"'],
		['a/b', { ...own, contextWindow: 0 }, '"contextWindow" is 0'],
		['a/b', { ...own, maxOutputTokens: 1.5 }, '"maxOutputTokens" is 1.5'],
		['a/b', { ...own, since: '2026-02-30' }, '"since" is "2026-02-30"'],
		['a/b', { ...own, since: 'November' }, '"since" is "November"'],
		['a/b', { ...own, title: ' ' }, '"title" is " "'],
		['a/b', { ...own, reasoning: 'yes' }, '"reasoning" is "yes"'],
		['a/b', { ...own, window: 5 }, 'there is no "window"'],
		['openai/gpt-6-luna', { quality: 'best' }, '"quality" is "best"'],
	];
	for (const [name, value, problem] of bad) {
		it(`is refused when ${problem}`, () => assert.equal(problemOf(name, value), problem));
	}
});
