import assert from 'node:assert/strict';
import { assert as check, integer, property } from 'fast-check';
import { GenaiPriceTable } from '../../../../src/adapters/llm/genaiPrices.js';
import type { PriceOverrides } from '../../../../src/adapters/llm/priceOverride.js';
import type { ProviderConfigs } from '../../../../src/adapters/llm/providers.js';
import { systemClock } from '../../../../src/base/clock.js';
import { isAppError } from '../../../../src/base/errors.js';
import type { CallLane, ModelPrice } from '../../../../src/core/cost/priceTable.js';
import { noUsage, type Usage } from '../../../../src/core/models/languageModel.js';
import { parseModelId } from '../../../../src/core/models/modelId.js';

const clock = { ...systemClock, now: () => Date.UTC(2026, 10, 1) };

function priceOf(model: string, overrides: PriceOverrides = {}, providers: ProviderConfigs = {}): Promise<ModelPrice> {
	return new GenaiPriceTable(overrides, providers, clock).priceOf(parseModelId(model));
}

async function costOf(
	model: string,
	usage: Partial<Usage>,
	overrides: PriceOverrides = {},
	lane: CallLane = 'now',
): Promise<number> {
	return (await priceOf(model, overrides)).costOf({ ...noUsage, ...usage }, lane);
}

describe('Prices of the genai-prices table', () => {
	it('charges input and output tokens to the micro-dollar', async () => {
		// gpt-4o: $2.50 and $10 per million. 1,234 × 2.5 = 3,085; 567 × 10 = 5,670.
		assert.equal(await costOf('openai/gpt-4o', { inputTokens: 1234, outputTokens: 567 }), 8755);
	});

	it('charges cached input once, at its own price', async () => {
		// 1,000 of which 600 at 1.25 and 400 at 2.5.
		assert.equal(await costOf('openai/gpt-4o', { inputTokens: 1000, cacheReadTokens: 600 }), 1750);
	});

	it('charges what is written to the cache at the price of writing', async () => {
		// claude-sonnet-4-5: input 3, read 0.3, write 3.75. 300 × 3 + 600 × 0.3 + 100 × 3.75 + 10 × 15 = 1,605.
		const usage = { inputTokens: 1000, cacheReadTokens: 600, cacheWriteTokens: 100, outputTokens: 10 };
		assert.equal(await costOf('anthropic/claude-sonnet-4-5', usage), 1605);
	});

	it('charges what is kept in the cache for an hour at its own price', async () => {
		// claude-opus-5: input 5, write 6.25 for minutes and 10 for an hour. 700 × 5 + 200 × 6.25 + 100 × 10 = 5,750.
		const usage = { inputTokens: 1000, cacheWriteTokens: 300, cacheWriteHourTokens: 100 };
		assert.equal(await costOf('anthropic/claude-opus-5', usage), 5750);
	});

	it('reprices the whole request beyond a tier', async () => {
		// gemini-2.5-pro: 1.25 and 10 up to 200,000 input tokens, 2.5 and 15 beyond.
		assert.equal(await costOf('google/gemini-2.5-pro', { inputTokens: 200_000, outputTokens: 100 }), 251_000);
		assert.equal(await costOf('google/gemini-2.5-pro', { inputTokens: 200_001, outputTokens: 100 }), 501_503);
	});

	it('rounds up to a micro-dollar', async () => {
		// gpt-5-mini reads its cache at 0.025: one token is a fortieth of a micro-dollar.
		assert.equal(await costOf('openai/gpt-5-mini', { inputTokens: 1, cacheReadTokens: 1 }), 1);
		assert.equal(await costOf('openai/gpt-5-mini', { inputTokens: 40, cacheReadTokens: 40 }), 1);
		assert.equal(await costOf('openai/gpt-5-mini', { inputTokens: 41, cacheReadTokens: 41 }), 2);
	});

	it('counts reasoning as the output that it is part of', async () => {
		assert.equal(await costOf('openai/gpt-5-mini', { outputTokens: 100, reasoningTokens: 90 }), 200);
	});

	it('charges an embedding model for its input, which is all there is', async () => {
		// $0.02 and $0.15 per million.
		assert.deepEqual((await priceOf('openai/text-embedding-3-small')).perMillion, { input: 0.02, output: 0 });
		assert.equal(await costOf('openai/text-embedding-3-small', { inputTokens: 1_000_000 }), 20_000);
		assert.equal(await costOf('google/gemini-embedding-001', { inputTokens: 1_000, cacheWriteTokens: 1_000 }), 150);
	});

	it('halves the price of batches, with what the cache takes off', async () => {
		const usage = { inputTokens: 1000, cacheReadTokens: 600, outputTokens: 10 };
		// gpt-4o: (400 × 2.5 + 600 × 1.25 + 10 × 10) / 2 = 925.
		assert.equal(await costOf('openai/gpt-4o', usage, {}, 'batch'), 925);
		// claude-sonnet-4-5: (400 × 3 + 600 × 0.3 + 10 × 15) / 2 = 765.
		assert.equal(await costOf('anthropic/claude-sonnet-4-5', usage, {}, 'batch'), 765);
	});

	it('takes one of both discounts off what Gemini reads from its cache in a batch', async () => {
		// gemini-2.5-pro: (400 × 1.25 + 10 × 10) / 2 + 600 × 0.125 = 375; beyond the tier 0.25 for cached reads.
		const usage = { inputTokens: 1000, cacheReadTokens: 600, outputTokens: 10 };
		assert.equal(await costOf('google/gemini-2.5-pro', usage, {}, 'batch'), 375);
		const long = { inputTokens: 300_000, cacheReadTokens: 100_000 };
		assert.equal(await costOf('google/gemini-2.5-pro', long, {}, 'batch'), 275_000);
	});

	it('says that OpenAI and Anthropic take batches, in their own wire formats', async () => {
		const batches = async (model: string, providers: ProviderConfigs = {}): Promise<boolean> =>
			(await priceOf(model, {}, providers)).batches;
		assert.deepEqual(
			[
				await batches('openai/gpt-4o'),
				await batches('anthropic/claude-opus-5', { anthropic: { baseUrl: 'http://127.0.0.1:4000/v1' } }),
				await batches('openai/gpt-4o', { openai: { kind: 'openai-compatible' } }),
				await batches('google/gemini-2.5-pro'),
				await batches('openrouter/openai/gpt-4o'),
				await batches('rehearsal'),
			],
			[true, true, false, false, false, false],
		);
	});

	it('charges nothing for nothing', async () => {
		assert.equal(await costOf('openai/gpt-4o', noUsage), 0);
	});

	it('prices a usage whose cached part exceeds the whole, rather than failing after the call', async () => {
		assert.equal(await costOf('openai/gpt-4o', { inputTokens: 100, cacheReadTokens: 200 }), 125);
	});

	it('agrees with sums of integers for any usage', async () => {
		const price = await priceOf('anthropic/claude-sonnet-4-5');
		const tokens = integer({ min: 0, max: 150_000 });
		check(
			property(tokens, tokens, tokens, tokens, (fresh, read, written, outputTokens) => {
				const inputTokens = fresh + read + written;
				const usage = {
					inputTokens,
					cacheReadTokens: read,
					cacheWriteTokens: written,
					cacheWriteHourTokens: 0,
					outputTokens,
					reasoningTokens: 0,
				};
				// Hundredths of a micro-dollar a token.
				const [input, cacheRead, cacheWrite, output] =
					inputTokens > 200_000 ? [600, 60, 750, 2250] : [300, 30, 375, 1500];
				const hundredths = fresh * input + read * cacheRead + written * cacheWrite + outputTokens * output;
				assert.equal(price.costOf(usage), Math.ceil(hundredths / 100));
			}),
		);
	});

	it('shows the price per million and keeps what it was made from', async () => {
		const { kind, source, perMillion, snapshot } = await priceOf('openrouter/anthropic/claude-sonnet-4.5');
		assert.deepEqual(
			{ kind, source, perMillion },
			{ kind: 'priced', source: 'genai-prices', perMillion: { input: 3, output: 15 } },
		);
		const { provider, model, at } = JSON.parse(snapshot) as Record<string, unknown>;
		assert.deepEqual(
			{ provider, model, at },
			{ provider: 'openrouter', model: 'anthropic/claude-sonnet-4.5', at: '2026-11-01T00:00:00.000Z' },
		);
	});

	it('finds a provider by the address that the settings give', async () => {
		const price = await priceOf(
			'my-deepseek/deepseek-chat',
			{},
			{ 'my-deepseek': { baseUrl: 'https://api.deepseek.com/v1' } },
		);
		assert.deepEqual(price.perMillion, { input: 0.135, output: 0.55 });
	});

	it('knows context windows where the table has them', async () => {
		const limits = (model: string) => new GenaiPriceTable({}, {}, clock).limitsOf(parseModelId(model));
		assert.deepEqual(await limits('openai/gpt-4o'), { contextWindow: 128_000 });
		assert.deepEqual(await limits('openai/no-such-model'), { contextWindow: undefined });
		assert.deepEqual(await limits('ollama/qwen3'), { contextWindow: undefined });
	});

	for (const model of [
		'openai/no-such-model',
		'openrouter/no/such-model',
		'nobody/gpt-4o',
		// Listed without prices for text.
		'openai/whisper-1',
	]) {
		it(`refuses ${model}, never calling it free`, async () => {
			await assert.rejects(priceOf(model), (error) => {
				assert.ok(isAppError(error) && error.code === 'unknown-price');
				assert.equal(
					error.message,
					`No price is known for "${model}". Set one in the setting prometheusNovel.prices (--price on the command line), or mark the model free there.`,
				);
				return true;
			});
		});
	}
});

describe('Prices of models that cost nothing here', () => {
	const table: readonly (readonly [string, string, ProviderConfigs])[] = [
		['rehearsal', 'rehearsal', {}],
		['ollama/qwen3', 'local', {}],
		['lmstudio/gemma', 'local', { lmstudio: { baseUrl: 'http://192.168.1.20:1234/v1' } }],
		['llamacpp/any', 'local', {}],
		['vllm/any', 'local', {}],
		['my-server/any', 'local', { 'my-server': { baseUrl: 'http://localhost:9000/v1' } }],
		['vscode/gpt-4o', 'subscription', {}],
	];
	for (const [model, source, providers] of table) {
		it(`are free for ${model}, and say why: ${source}`, async () => {
			const price = await priceOf(model, {}, providers);
			assert.equal(price.costOf({ ...noUsage, inputTokens: 1e6, outputTokens: 1e6 }), 0);
			assert.deepEqual([price.kind, price.source, price.perMillion], ['free', source, undefined]);
		});
	}

	it('are not free for a cloud provider behind a gateway on this machine', async () => {
		const price = await priceOf('openai/gpt-4o', {}, { openai: { baseUrl: 'http://127.0.0.1:4000/v1' } });
		assert.equal(price.source, 'genai-prices');
	});

	it('are not free for a local server that is reached over the internet', async () => {
		await assert.rejects(priceOf('ollama/qwen3', {}, { ollama: { baseUrl: 'https://ollama.example.com/v1' } }), {
			code: 'unknown-price',
		});
	});
});

describe('Prices of the settings', () => {
	it('come before every other price', async () => {
		const prices = {
			'openai/gpt-4o': { input: 1, output: 2 },
			'ollama/qwen3': { input: 0.1, output: 0.3 },
			'vscode/gpt-4o': { input: 2, output: 8 },
		};
		const usage = { inputTokens: 10, outputTokens: 1 };
		assert.equal(await costOf('openai/gpt-4o', usage, prices), 12);
		assert.equal(await costOf('ollama/qwen3', usage, prices), 2);
		assert.equal(await costOf('vscode/gpt-4o', usage, prices), 28);
	});

	it('can mark a model free', async () => {
		const price = await priceOf('openrouter/some/model:free', { 'openrouter/some/model:free': 'free' });
		assert.deepEqual([price.kind, price.source], ['free', 'settings']);
	});

	it('charge cached input at the input price where they name no other', async () => {
		const usage = { inputTokens: 300, cacheReadTokens: 100, cacheWriteTokens: 100 };
		assert.equal(await costOf('openai/x', usage, { 'openai/x': { input: 2, output: 0 } }), 600);
		assert.equal(
			await costOf('openai/x', usage, { 'openai/x': { input: 2, output: 0, cacheRead: 0.2, cacheWrite: 4 } }),
			620,
		);
	});

	it('assume a quarter more for what Anthropic writes to its cache', async () => {
		const usage = { inputTokens: 100, cacheWriteTokens: 100 };
		assert.equal(await costOf('anthropic/x', usage, { 'anthropic/x': { input: 2, output: 0 } }), 250);
	});

	it('are exact where binary fractions are not', async () => {
		// 3 × 0.1 is 0.30000000000000004 in binary, and a tenth of 30 tokens is not 4 micro-dollars.
		assert.equal(await costOf('openai/x', { inputTokens: 30 }, { 'openai/x': { input: 0.1, output: 0 } }), 3);
	});

	it('reprice the whole request beyond a tier', async () => {
		const prices = {
			'x/y': {
				input: 1,
				output: 2,
				cacheRead: 0.1,
				tiers: [
					{ above: 100, input: 2, output: 4, cacheRead: 0.2 },
					{ above: 200, input: 3, output: 6 },
				],
			},
		};
		const cost = (inputTokens: number): Promise<number> =>
			costOf('x/y', { inputTokens, cacheReadTokens: 50, outputTokens: 10 }, prices);
		assert.deepEqual(
			await Promise.all([100, 101, 200, 201].map(cost)),
			// 50 × 1 + 50 × 0.1 + 20; 51 × 2 + 50 × 0.2 + 40; 150 × 2 + 10 + 40; 201 × 3 + 60, with no price for cached reads.
			[75, 152, 350, 663],
		);
	});

	it('charge what is kept for an hour as they say, else as what is kept for minutes, else as Anthropic does', async () => {
		const usage = { inputTokens: 100, cacheWriteTokens: 100, cacheWriteHourTokens: 40 };
		const named = { input: 1, output: 0, cacheWrite: 2, cacheWriteHour: 3 };
		assert.deepEqual(
			[
				await costOf('x/y', usage, { 'x/y': named }),
				await costOf('x/y', usage, { 'x/y': { input: 1, output: 0, cacheWrite: 2 } }),
				await costOf('x/y', usage, { 'x/y': { input: 1, output: 0 } }),
				// 60 × 1.25 + 40 × 2.
				await costOf('anthropic/y', usage, { 'anthropic/y': { input: 1, output: 0 } }),
			],
			[240, 200, 100, 155],
		);
	});

	it('take their share of a batch, where they name one', async () => {
		const usage = { inputTokens: 101, cacheReadTokens: 50, outputTokens: 10 };
		const plain = { input: 1, output: 2, cacheRead: 0.1 };
		const prices = { 'x/y': { ...plain, batch: 0.25 }, 'google/y': { ...plain, batch: 0.25 }, 'openai/y': plain };
		const cost = (model: string): Promise<number> => costOf(model, usage, prices, 'batch');
		assert.deepEqual(
			// 76 / 4; 71 / 4 + 5 = 22.75; no batches, so all of 76.
			[await cost('x/y'), await cost('google/y'), await cost('openai/y')],
			[19, 23, 76],
		);
		assert.deepEqual(
			[(await priceOf('x/y', prices)).batches, (await priceOf('openai/y', prices)).batches],
			[true, false],
		);
	});

	it('are exact, and rounded up once, for any usage', async () => {
		const price = await priceOf('x/y', {
			'x/y': { input: 0.1, output: 0.7, cacheRead: 0.013, cacheWrite: 0.11, cacheWriteHour: 0.3, batch: 0.3 },
		});
		const tokens = integer({ min: 0, max: 2_000_000 });
		check(
			property(tokens, tokens, tokens, tokens, tokens, (fresh, read, minutes, hour, outputTokens) => {
				const usage = {
					inputTokens: fresh + read + minutes + hour,
					cacheReadTokens: read,
					cacheWriteTokens: minutes + hour,
					cacheWriteHourTokens: hour,
					outputTokens,
					reasoningTokens: outputTokens,
				};
				const thousandths = fresh * 100 + read * 13 + minutes * 110 + hour * 300 + outputTokens * 700;
				assert.deepEqual(
					[price.costOf(usage), price.costOf(usage, 'batch')],
					[Math.ceil(thousandths / 1_000), Math.ceil((thousandths * 3) / 10_000)],
				);
			}),
		);
	});
});
