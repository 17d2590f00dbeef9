import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Usage } from '../../core/models/languageModel.js';

/** Undefined when the provider reported none. The parts never exceed the whole, whatever a server says. */
export function usageOf(reported: LanguageModelV4Usage): Usage | undefined {
	const { inputTokens: input, outputTokens: output } = reported;
	if (input.total === undefined && output.total === undefined) return undefined;
	const inputTokens = count(input.total);
	const outputTokens = count(output.total);
	const cacheReadTokens = Math.min(count(input.cacheRead), inputTokens);
	// Gateways report cache writes where the compatible package does not look.
	const written = input.cacheWrite ?? numberAt(reported.raw, 'prompt_tokens_details', 'cache_write_tokens');
	const cacheWriteTokens = Math.min(count(written), inputTokens - cacheReadTokens);
	// The packages leave how long it is kept to the raw usage.
	const forAnHour = numberAt(reported.raw, 'cache_creation', 'ephemeral_1h_input_tokens');
	return {
		inputTokens,
		cacheReadTokens,
		cacheWriteTokens,
		cacheWriteHourTokens: Math.min(count(forAnHour), cacheWriteTokens),
		outputTokens,
		reasoningTokens: Math.min(count(output.reasoning), outputTokens),
	};
}

/**
 * What OpenRouter says it billed, in micro-dollars, rounded up. With a key of one's own at the upstream provider
 * (`is_byok`) the cost is OpenRouter's fee alone, and what the upstream bills comes on top.
 * Source: openrouter.ai/docs, "Usage Accounting".
 */
export function reportedMicroUsdOf(reported: LanguageModelV4Usage): number | undefined {
	const fee = numberAt(reported.raw, 'cost');
	if (fee === undefined) return undefined;
	const upstream =
		reported.raw?.['is_byok'] === true ? (numberAt(reported.raw, 'cost_details', 'upstream_inference_cost') ?? 0) : 0;
	const micro = (fee + upstream) * 1_000_000;
	if (!Number.isFinite(micro) || micro < 0) return undefined;
	// Takes the binary noise off before rounding up: 0.00014 × 10⁶ is 139.99999999999997.
	return Math.ceil(Number(micro.toFixed(6)));
}

function count(tokens: number | undefined): number {
	return tokens !== undefined && Number.isFinite(tokens) && tokens > 0 ? Math.round(tokens) : 0;
}

function numberAt(root: unknown, ...path: readonly string[]): number | undefined {
	let value = root;
	for (const key of path) {
		if (typeof value !== 'object' || value === null) return undefined;
		value = (value as Record<string, unknown>)[key];
	}
	return typeof value === 'number' ? value : undefined;
}
