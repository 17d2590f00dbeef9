import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { forecastCosts } from '../../../../src/core/cost/forecast.js';
import type { ExpectedCall, ForecastModel } from '../../../../src/core/cost/forecastNode.js';
import { microUsd } from '../../../../src/core/cost/money.js';
import type { StageHistory } from '../../../../src/core/cost/usageHistory.js';

const model: ForecastModel = {
	name: 'openai/gpt-5-mini',
	factor: { factor: 1, error: 0 },
	price: {
		kind: 'priced',
		source: 'settings',
		snapshot: '{}',
		perMillion: { input: 1, output: 10 },
		batches: false,
		costOf: ({ inputTokens, cacheReadTokens, outputTokens }, lane) => {
			const cost = inputTokens - cacheReadTokens + Math.ceil(cacheReadTokens / 10) + 10 * outputTokens;
			return microUsd(lane === 'batch' ? cost / 2 : cost);
		},
	},
};
const aCall = (changes: Partial<ExpectedCall> = {}): ExpectedCall => ({
	node: 'chapter:1/scene_plan',
	stage: 'scene_plan',
	role: 'plan',
	chapter: 1,
	inputTokens: 1_000,
	outputTokens: 100,
	chance: 1,
	lane: 'now',
	...changes,
});
const aHistory = (changes: Partial<StageHistory> = {}): StageHistory => ({
	stage: 'scene_plan',
	model: model.name,
	nodes: 1_000,
	calls: 1_000,
	inputTokens: 1_000_000,
	cacheReadTokens: 0,
	cacheWriteTokens: 0,
	outputTokens: 100_000,
	squaredOutputTokens: 10_000_000,
	latencyMs: 2_000_000,
	...changes,
});
const forecast = (calls: readonly ExpectedCall[], history: readonly StageHistory[] = [], of = model) =>
	forecastCosts({ calls, modelOf: () => of, experience: { history, promptGrowth: new Map() } });

describe('A forecast', () => {
	it('prices what is rehearsed, and gives each part of it its line', () => {
		const { p50, calls, inputTokens, outputTokens, byStage, byChapter } = forecast([
			aCall(),
			aCall({ node: 'chapter:2/scene_plan', chapter: 2 }),
			aCall({ node: 'concept', stage: 'concept', chapter: undefined, outputTokens: 50 }),
		]);
		assert.deepEqual(
			[
				{ p50, calls, inputTokens, outputTokens },
				byStage.map((line) => [line.key, line.p50]),
				byChapter.map((line) => [line.key, line.p50]),
			],
			[
				{ p50: 5_500, calls: 3, inputTokens: 3_000, outputTokens: 250 },
				[
					['scene_plan', 4_000],
					['concept', 1_500],
				],
				[
					[null, 1_500],
					[1, 2_000],
					[2, 2_000],
				],
			],
		);
	});

	it('counts tokens as the model does', () => {
		const claude = { ...model, factor: { factor: 1.3, error: 0.1 } };
		const { inputTokens, outputTokens, tokenError } = forecast([aCall()], [], claude);
		assert.deepEqual([inputTokens, outputTokens, tokenError.toFixed(2)], [1_300, 130, '0.10']);
	});

	it('goes by what this book has taught: length, repairs, caches and time', () => {
		const history = aHistory({
			calls: 1_500,
			inputTokens: 1_500_000,
			cacheReadTokens: 750_000,
			outputTokens: 300_000,
			squaredOutputTokens: 90_000_000,
		});
		const { nodes, learned } = forecast([aCall()], [history]);
		const [node] = nodes;
		assert.deepEqual(
			[node?.inputTokens, node?.outputTokens, node?.cost, node?.durationMs].map((one) => Math.round(one ?? 0)),
			[1_500, 300, 3_825, 2_000],
		);
		assert.equal(node?.calls.toFixed(2), '1.50');
		assert.ok(learned > 0.99);
	});

	it('trusts a few calls almost as much, and none of another model or stage', () => {
		const few = aHistory({ nodes: 3, calls: 3, outputTokens: 600, squaredOutputTokens: 120_000, inputTokens: 3_000 });
		const output = (history: StageHistory): number => Math.round(forecast([aCall()], [history]).outputTokens);
		assert.deepEqual(
			[output(few), output({ ...few, model: 'openai/gpt-5' }), output({ ...few, stage: 'concept' })],
			[192, 100, 100],
		);
	});

	it('is narrower for a book than for a call, and the more so the more it has learned', () => {
		const width = (count: number, history: readonly StageHistory[] = []): number => {
			const { p50, p90 } = forecast(
				Array.from({ length: count }, (_, at) => aCall({ node: String(at) })),
				history,
			);
			return p90 / p50;
		};
		assert.ok(width(1) > width(100));
		assert.ok(width(100) > width(100, [aHistory({ nodes: 3, squaredOutputTokens: 10_000_000 })]));
		assert.ok(width(100, [aHistory({ nodes: 3 })]) > width(100, [aHistory()]));
		assert.ok(width(100, [aHistory()]) > 1);
	});

	it('prices what goes into a batch as the provider does there', () => {
		assert.deepEqual(
			[forecast([aCall({ lane: 'batch' })]).p50, forecast([aCall(), aCall({ node: 'b', lane: 'batch' })]).p50],
			[1_000, 3_000],
		);
	});

	it('expects a share of what may not be needed', () => {
		const { calls, p50 } = forecast(Array.from({ length: 10 }, (_, at) => aCall({ node: String(at), chance: 0.2 })));
		assert.deepEqual([calls, p50], [2, 4_000]);
	});

	it('costs nothing for nothing', () => {
		const { p50, p90, calls, learned } = forecast([]);
		assert.deepEqual([p50, p90, calls, learned], [0, 0, 0, 1]);
	});

	it('never says less for nine of ten than for half, and its lines sum up to it', () => {
		const call = fc.record({
			node: fc.string(),
			stage: fc.constantFrom('scene_plan', 'scene_drafting'),
			chapter: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
			inputTokens: fc.nat(100_000),
			outputTokens: fc.nat(10_000),
			chance: fc.double({ min: 0.01, max: 1, noNaN: true }),
		});
		fc.assert(
			fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
				const { p50, p90, byStage, byChapter, byModel } = forecast(calls.map((one) => aCall(one)));
				assert.ok(p90 >= p50);
				for (const lines of [byStage, byChapter, byModel]) {
					const sum = lines.reduce((all, line) => all + line.p50, 0);
					assert.ok(Math.abs(sum - p50) <= lines.length, `${sum} and ${p50}`);
				}
			}),
		);
	});
});
