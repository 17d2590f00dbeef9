import assert from 'node:assert/strict';
import {
	array,
	assert as check,
	constantFrom,
	double,
	integer,
	option,
	property,
	record,
	type Arbitrary,
} from 'fast-check';
import type { ModelEvidence } from '../../../../src/core/cost/costEvidence.js';
import { microUsd } from '../../../../src/core/cost/money.js';
import {
	recommendModel,
	type RecommendationCandidate,
	type RecommendationRequest,
} from '../../../../src/core/cost/recommendation.js';
import { compareQuality, modelQualities, type CatalogueModel } from '../../../../src/core/models/catalogueModel.js';
import { aPrice } from '../../../support/prices.js';

function candidate(
	id: string,
	input: number | undefined,
	changes: Partial<CatalogueModel> = {},
	tokenFactor = 1,
): RecommendationCandidate {
	const model: CatalogueModel = {
		id,
		title: id,
		contextWindow: 100_000,
		maxOutputTokens: 10_000,
		quality: 'medium',
		since: '2026-01-01',
		...changes,
	};
	return { model, price: input === undefined ? undefined : aPrice({ input, output: input }), tokenFactor };
}

function request(
	candidates: readonly RecommendationCandidate[],
	changes: Partial<RecommendationRequest> = {},
): RecommendationRequest {
	return {
		stage: 'scene_drafting',
		quality: 'medium',
		tokens: { input: 900, output: 100 },
		calls: 10,
		budgetLeft: undefined,
		candidates,
		evidence: [],
		...changes,
	};
}

function evidence(model: string, changes: Partial<ModelEvidence> = {}): ModelEvidence {
	return {
		model,
		stage: 'scene_drafting',
		role: 'draft',
		calls: 10,
		failed: 0,
		repeated: 0,
		nodes: 10,
		cost: microUsd(1_000_000),
		findings: undefined,
		...changes,
	};
}

const order = (...parameters: Parameters<typeof request>): readonly string[] =>
	recommendModel(request(...parameters)).ranked.map(({ model }) => model.id);

describe('The recommended model', () => {
	it('is the cheapest of at least the wanted quality, with the reasons', () => {
		const candidates = [
			candidate('a/dear', 3),
			candidate('a/cheap', 2),
			candidate('a/best', 1, { quality: 'high' }),
			candidate('a/poor', 0.1, { quality: 'low' }),
		];
		const { ranked, rejected } = recommendModel(request(candidates, { budgetLeft: microUsd(25_000) }));
		const fits = { kind: 'fits-window', needed: 1_000, window: 100_000 };
		assert.deepEqual(
			ranked.map(({ model, cost, calls, reasons }) => ({ id: model.id, cost, calls, reasons })),
			[
				{
					id: 'a/best',
					cost: 10_000,
					calls: 10,
					reasons: [
						{ kind: 'cheapest-of-quality', quality: 'high' },
						fits,
						{ kind: 'within-budget', cost: 10_000, budgetLeft: 25_000 },
					],
				},
				{
					id: 'a/cheap',
					cost: 20_000,
					calls: 10,
					reasons: [
						{ kind: 'cheapest-of-quality', quality: 'medium' },
						fits,
						{ kind: 'within-budget', cost: 20_000, budgetLeft: 25_000 },
					],
				},
			],
		);
		assert.deepEqual(
			rejected.map(({ model, why }) => [model.id, why]),
			[
				['a/dear', [{ kind: 'over-budget', cost: 30_000, budgetLeft: 25_000 }]],
				['a/poor', [{ kind: 'quality-too-low', quality: 'low', wanted: 'medium' }]],
			],
		);
	});

	it('holds the prompt and the reply in the tokens that it makes of them', () => {
		const { ranked, rejected } = recommendModel(
			request([
				candidate('a/just', 1, { contextWindow: 1_330, maxOutputTokens: 133 }, 1.33),
				candidate('a/small', 1, { contextWindow: 1_329, maxOutputTokens: 132 }, 1.33),
			]),
		);
		assert.deepEqual(
			[ranked.map(({ model }) => model.id), rejected.map(({ why }) => why)],
			[
				['a/just'],
				[
					[
						{ kind: 'window-too-small', needed: 1_330, window: 1_329 },
						{ kind: 'output-too-short', needed: 133, limit: 132 },
					],
				],
			],
		);
	});

	it('has a price that is known', () => {
		assert.deepEqual(recommendModel(request([candidate('a/secret', undefined)])).rejected[0]?.why, [
			{ kind: 'unknown-price' },
		]);
	});

	it('is reckoned with the calls that it really needs, once there are five', () => {
		const candidates = [candidate('a/clumsy', 2), candidate('a/steady', 3)];
		const clumsy = (calls: number): Partial<RecommendationRequest> => ({
			evidence: [evidence('a/clumsy', { calls, nodes: calls / 2, repeated: calls / 2 })],
		});
		assert.deepEqual(
			[order(candidates, clumsy(4)), order(candidates, clumsy(6))],
			[
				['a/clumsy', 'a/steady'],
				['a/steady', 'a/clumsy'],
			],
		);
		const second = recommendModel(request(candidates, clumsy(6))).ranked[1];
		assert.deepEqual(
			[second?.cost, second?.calls, second?.reasons.at(-1)],
			[40_000, 20, { kind: 'evidence', calls: 6, failedShare: 0, repeatedShare: 0.5, findingsPerDollar: undefined }],
		);
	});

	it('is, among those of one price, the one that this book knows to do well, then the better, then the newer one', () => {
		const newer = { since: '2026-06-01' };
		const candidates = [
			candidate('a/old', 1),
			candidate('a/new', 1, newer),
			candidate('a/high', 1, { quality: 'high' }),
			candidate('a/known', 1),
			candidate('a/careful', 1),
			candidate('a/retried', 1),
		];
		const told = {
			evidence: [
				evidence('a/known', { findings: 4 }),
				evidence('a/careful', { findings: 1 }),
				evidence('a/retried', { repeated: 2 }),
				evidence('a/new', { calls: 4, nodes: 4 }),
				// Of another stage, which tells nothing of this one.
				evidence('a/old', { stage: 'scene_plan', role: 'plan' }),
			],
		};
		assert.deepEqual(order(candidates, told), ['a/careful', 'a/known', 'a/retried', 'a/high', 'a/new', 'a/old']);
		const ties = recommendModel(request(candidates, told)).ranked[0]?.reasons.find(({ kind }) => kind === 'tied');
		assert.deepEqual(ties, { kind: 'tied', with: ['a/known', 'a/retried', 'a/high', 'a/new', 'a/old'] });
	});

	it('takes all stages of a role together', () => {
		const rows = [
			evidence('a/x', { calls: 3, nodes: 2, failed: 1, repeated: 1, findings: 6, cost: microUsd(2_000_000) }),
			evidence('a/x', { stage: 'voice_pass', calls: 3, nodes: 1, repeated: 2, cost: microUsd(500_000) }),
		];
		const reasons = recommendModel(request([candidate('a/x', 1)], { stage: 'draft', evidence: rows })).ranked[0]
			?.reasons;
		assert.deepEqual(reasons?.at(-1), {
			kind: 'evidence',
			calls: 6,
			failedShare: 1 / 6,
			repeatedShare: 0.5,
			findingsPerDollar: 3,
		});
	});
});

const ids = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5'] as const;
const anyCandidate: Arbitrary<Omit<RecommendationCandidate, 'model'> & { readonly model: Omit<CatalogueModel, 'id'> }> =
	record({
		model: record({
			title: constantFrom('A', 'B'),
			contextWindow: integer({ min: 1, max: 20_000 }),
			maxOutputTokens: integer({ min: 1, max: 5_000 }),
			quality: constantFrom(...modelQualities),
			since: constantFrom('', '2025-01-01', '2026-01-01'),
		}),
		price: option(
			record({ input: double({ min: 0, max: 50, noNaN: true }), output: double({ min: 0, max: 50, noNaN: true }) }).map(
				aPrice,
			),
			{ nil: undefined },
		),
		tokenFactor: double({ min: 0.5, max: 2, noNaN: true }),
	});
const anyRequest: Arbitrary<RecommendationRequest> = record({
	stage: constantFrom('scene_drafting', 'draft'),
	quality: constantFrom(...modelQualities),
	tokens: record({ input: integer({ min: 0, max: 20_000 }), output: integer({ min: 0, max: 4_000 }) }),
	calls: integer({ min: 0, max: 1_000 }),
	budgetLeft: option(integer({ min: 0, max: 1_000_000_000 }).map(microUsd), { nil: undefined }),
	candidates: array(anyCandidate, { maxLength: ids.length }).map((all) =>
		all.map((one, index) => ({ ...one, model: { ...one.model, id: ids[index] ?? '' } })),
	),
	evidence: array(
		record({
			model: constantFrom(...ids),
			stage: constantFrom('scene_drafting', 'scene_plan'),
			role: constantFrom('draft', 'plan'),
			nodes: integer({ min: 0, max: 20 }),
			failed: integer({ min: 0, max: 5 }),
			repeated: integer({ min: 0, max: 20 }),
			calls: integer({ min: 20, max: 40 }),
			cost: integer({ min: 0, max: 10_000_000 }).map(microUsd),
			findings: option(integer({ min: 0, max: 9 }), { nil: undefined }),
		}),
		{ maxLength: 8 },
	),
});

describe('Any recommendation', () => {
	it('is never dearer than another one that was accepted, never too small, too poor or over budget', () => {
		check(
			property(anyRequest, (wish) => {
				const { ranked, rejected } = recommendModel(wish);
				for (const [index, { model, cost }] of ranked.entries()) {
					const { tokenFactor = 0, price } = wish.candidates.find((one) => one.model.id === model.id) ?? {};
					const output = wish.tokens.output * tokenFactor;
					assert.ok(price !== undefined);
					assert.ok(cost >= (ranked[index - 1]?.cost ?? 0));
					assert.ok(compareQuality(model.quality, wish.quality) >= 0);
					assert.ok(wish.tokens.input * tokenFactor + output <= model.contextWindow);
					assert.ok(output <= model.maxOutputTokens);
					assert.ok(wish.budgetLeft === undefined || cost <= wish.budgetLeft);
				}
				assert.deepEqual(
					[...ranked, ...rejected].map(({ model }) => model.id).toSorted(),
					wish.candidates.map(({ model }) => model.id),
				);
				assert.ok(rejected.every(({ why }) => why.length > 0));
			}),
			{ numRuns: 500 },
		);
	});

	it('does not depend on the order in which models are listed', () => {
		check(
			property(anyRequest, (wish) => {
				const reversed = recommendModel({ ...wish, candidates: wish.candidates.toReversed() });
				assert.deepEqual(reversed.ranked, recommendModel(wish).ranked);
			}),
		);
	});
});
