import assert from 'node:assert/strict';
import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import { reportedMicroUsdOf, usageOf } from '../../../../src/adapters/llm/reportedUsage.js';

function reported(
	raw: LanguageModelV4Usage['raw'],
	total: number | undefined = 100,
	cacheRead?: number,
): LanguageModelV4Usage {
	return {
		inputTokens: { total, noCache: undefined, cacheRead, cacheWrite: undefined },
		outputTokens: { total, text: undefined, reasoning: 900 },
		...(raw === undefined ? {} : { raw }),
	};
}

describe('Reported usage', () => {
	it('is unknown when the provider reports none', () => {
		const unknown = { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined };
		assert.equal(
			usageOf({ inputTokens: unknown, outputTokens: { total: undefined, text: undefined, reasoning: undefined } }),
			undefined,
		);
	});

	it('never has parts that exceed the whole', () => {
		assert.deepEqual(usageOf(reported({ prompt_tokens_details: { cache_write_tokens: 50 } }, 100, 80)), {
			inputTokens: 100,
			cacheReadTokens: 80,
			cacheWriteTokens: 20,
			cacheWriteHourTokens: 0,
			outputTokens: 100,
			reasoningTokens: 100,
		});
	});

	it('tells what is kept for an hour from what is kept for minutes, as a part of it', () => {
		const hourOf = (written: number, forAnHour: number): number | undefined =>
			usageOf(
				reported({
					prompt_tokens_details: { cache_write_tokens: written },
					cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: forAnHour },
				}),
			)?.cacheWriteHourTokens;
		assert.deepEqual([hourOf(50, 20), hourOf(10, 20)], [20, 10]);
	});

	it('counts nonsense as nothing', () => {
		assert.deepEqual(usageOf(reported(undefined, -5, Number.NaN)), {
			inputTokens: 0,
			cacheReadTokens: 0,
			cacheWriteTokens: 0,
			cacheWriteHourTokens: 0,
			outputTokens: 0,
			reasoningTokens: 0,
		});
	});
});

describe('The cost that OpenRouter reports', () => {
	const costs: readonly (readonly [LanguageModelV4Usage['raw'], number | undefined])[] = [
		[undefined, undefined],
		[{}, undefined],
		[{ cost: 0 }, 0],
		[{ cost: 0.00014 }, 140],
		[{ cost: 0.0001401 }, 141],
		[{ cost: 1.5 }, 1_500_000],
		[{ cost: -1 }, undefined],
		[{ cost: 0.001, is_byok: true, cost_details: { upstream_inference_cost: 0.02 } }, 21_000],
		[{ cost: 0.001, is_byok: false, cost_details: { upstream_inference_cost: 0.02 } }, 1000],
	];
	for (const [raw, expected] of costs) {
		it(`is ${expected} micro-dollars for ${JSON.stringify(raw)}`, () => {
			assert.equal(reportedMicroUsdOf(reported(raw)), expected);
		});
	}
});
