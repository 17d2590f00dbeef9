import assert from 'node:assert/strict';
import { join } from 'node:path';
import { GenaiPriceTable } from '../../src/adapters/llm/genaiPrices.js';
import { ProviderModelRegistry } from '../../src/adapters/llm/providerModelRegistry.js';
import type { ProviderConfigs } from '../../src/adapters/llm/providers.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import type { RunId } from '../../src/base/ids.js';
import type { CallState, LedgerRow } from '../../src/core/cost/ledger.js';
import { noUsage, type Usage } from '../../src/core/models/languageModel.js';
import { parseModelId } from '../../src/core/models/modelId.js';
import { MeteredModel } from '../../src/services/cost/meteredModel.js';
import { FakeClock } from '../support/fakeClock.js';
import { aMeter } from '../support/meter.js';
import { anthropicReply } from '../support/recorded/anthropicReply.js';
import { geminiReply, longGeminiReply } from '../support/recorded/geminiReplies.js';
import { ollamaReply } from '../support/recorded/ollamaReply.js';
import { openaiReply } from '../support/recorded/openaiReply.js';
import { byokReply, openrouterReply } from '../support/recorded/openrouterReplies.js';
import type { RecordedReply } from '../support/recorded/recordedReply.js';
import { startRecordedServer } from '../support/recorded/recordedServer.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';
import { aRequest, partsOf, textOf, unaborted } from './languageModel.contract.js';

interface RecordedCase {
	readonly title: string;
	readonly model: string;
	/** What comes between the server's URL and the resource. */
	readonly base: string;
	readonly reply: RecordedReply;
	readonly usage: Partial<Usage>;
	readonly cost: number;
	readonly cacheSaving: number;
	readonly state: CallState;
	/** Of the snapshot: which model's price it is, and the price of its input. */
	readonly price: Readonly<Record<string, unknown>>;
}

/** As the price table writes a price that doubles past 200,000 tokens. */
function doubling(base: number): unknown {
	return { base, tiers: [{ start: 200_000, price: base * 2 }] };
}

/** Dollars a million tokens are micro-dollars a token. Savings are what the same tokens cost uncached, less the cost. */
const cases: readonly RecordedCase[] = [
	{
		title: 'OpenAI with cached input and reasoning, which is part of the output',
		model: 'openai/gpt-5-mini',
		base: '/v1',
		reply: openaiReply,
		usage: { inputTokens: 12_034, cacheReadTokens: 9_856, outputTokens: 1_480, reasoningTokens: 832 },
		// 2,178 × 0.25 = 544.5; 9,856 × 0.025 = 246.4; 1,480 × 2 = 2,960; together 3,750.9.
		cost: 3_751,
		// 12,034 × 0.25 + 2,960 = 5,968.5, which would have been 5,969.
		cacheSaving: 5_969 - 3_751,
		state: 'reported',
		price: { source: 'genai-prices', provider: 'openai', model: 'gpt-5-mini', input: 0.25 },
	},
	{
		title: 'Anthropic with cached input and writes for five minutes and for an hour',
		model: 'anthropic/claude-opus-5-5',
		base: '/v1',
		reply: anthropicReply,
		usage: {
			// 412 + 18,240 + 2,304: Anthropic leaves cached tokens out of its input.
			inputTokens: 20_956,
			cacheReadTokens: 18_240,
			cacheWriteTokens: 2_304,
			cacheWriteHourTokens: 1_024,
			outputTokens: 903,
		},
		// 412 × 4 = 1,648; 18,240 × 0.2 = 3,648; 1,280 × 5 = 6,400; 1,024 × 8 = 8,192; 903 × 20 = 18,060.
		cost: 37_948,
		// 20,956 × 4 + 18,060 = 101,884.
		cacheSaving: 101_884 - 37_948,
		state: 'reported',
		price: { source: 'genai-prices', provider: 'anthropic', model: 'claude-opus-5-5', input: 4 },
	},
	{
		title: 'Gemini 2.5 Pro below its long-context tier, with cached input and thinking',
		model: 'google/gemini-2.5-pro',
		base: '/v1beta',
		reply: geminiReply,
		usage: { inputTokens: 48_213, cacheReadTokens: 40_960, outputTokens: 3_215, reasoningTokens: 2_011 },
		// 7,253 × 1.25 = 9,066.25; 40,960 × 0.125 = 5,120; (1,204 + 2,011) × 10 = 32,150; together 46,336.25.
		cost: 46_337,
		// 48,213 × 1.25 + 32,150 = 92,416.25, which would have been 92,417.
		cacheSaving: 92_417 - 46_337,
		state: 'reported',
		price: { source: 'genai-prices', provider: 'google', model: 'gemini-2.5-pro', input: doubling(1.25) },
	},
	{
		title: 'Gemini 2.5 Pro above it, where every token of the request costs more',
		model: 'google/gemini-2.5-pro',
		base: '/v1beta',
		reply: longGeminiReply,
		usage: { inputTokens: 212_004, cacheReadTokens: 196_608, outputTokens: 2_683, reasoningTokens: 1_733 },
		// 15,396 × 2.5 = 38,490; 196,608 × 0.25 = 49,152; (950 + 1,733) × 15 = 40,245.
		cost: 127_887,
		// 212,004 × 2.5 + 40,245 = 570,255.
		cacheSaving: 570_255 - 127_887,
		state: 'reported',
		price: { source: 'genai-prices', provider: 'google', model: 'gemini-2.5-pro', input: doubling(1.25) },
	},
	{
		title: 'OpenRouter, whose word on the cost goes before the table',
		model: 'openrouter/anthropic/claude-sonnet-4.5',
		base: '/api/v1',
		reply: openrouterReply,
		usage: { inputTokens: 6_400, cacheReadTokens: 4_096, outputTokens: 512 },
		// $0.0213456.
		cost: 21_346,
		// By the table: 6,400 × 3 + 512 × 15 = 26,880, less 2,304 × 3 + 4,096 × 0.3 + 7,680 = 15,820.8.
		cacheSaving: 26_880 - 15_821,
		state: 'billed',
		price: { source: 'genai-prices', provider: 'openrouter', model: 'anthropic/claude-sonnet-4.5', input: doubling(3) },
	},
	{
		title: "OpenRouter with a key of one's own upstream, whose bill comes on top of the fee",
		model: 'openrouter/anthropic/claude-sonnet-4.5',
		base: '/api/v1',
		reply: byokReply,
		usage: { inputTokens: 6_400, cacheReadTokens: 4_096, outputTokens: 512 },
		// $0.000987 + $0.01974.
		cost: 20_727,
		cacheSaving: 26_880 - 15_821,
		state: 'billed',
		price: { source: 'genai-prices', provider: 'openrouter', model: 'anthropic/claude-sonnet-4.5', input: doubling(3) },
	},
	{
		title: 'a local Ollama model, which costs nothing',
		model: 'ollama/qwen3:8b',
		base: '/v1',
		reply: ollamaReply,
		usage: { inputTokens: 2_048, outputTokens: 640 },
		cost: 0,
		cacheSaving: 0,
		state: 'reported',
		price: { source: 'local' },
	},
];

describe('What a streamed reply costs', () => {
	const folder = temporaryFolder();

	async function rowOf({ model: name, base, reply }: RecordedCase): Promise<LedgerRow> {
		const id = parseModelId(name);
		const server = await startRecordedServer(reply);
		const { database } = await openDatabase(join(folder(), 'novel.db'));
		try {
			const providers: ProviderConfigs = { [id.provider]: { baseUrl: `${server.url}${base}` } };
			const registry = new ProviderModelRegistry({ providers, key: () => Promise.resolve('key') });
			const clock = new FakeClock(Date.UTC(2026, 10, 1));
			const prices = new GenaiPriceTable({}, providers, clock);
			const tokens = { count: () => Promise.resolve(9), countAll: () => Promise.resolve([9]) };
			const meter = aMeter({ database, prices, tokens, clock, novelBudget: () => 50_000_000 });
			const context = { run: 'run' as RunId, node: 'chapter:1/scene:1/scene_drafting', role: 'draft', attempt: 1 };
			const stream = new MeteredModel(meter).stream(await registry.open(id), aRequest(), context, unaborted());
			assert.equal(textOf(await partsOf(stream)), 'The lamp went out.');
			const [row, ...more] = meter.ledger.rows();
			assert.ok(row !== undefined && more.length === 0);
			return row;
		} finally {
			database.close();
			await server.close();
		}
	}

	for (const recorded of cases) {
		it(`is known to the micro-dollar: ${recorded.title}`, async () => {
			const row = await rowOf(recorded);
			const { prices, ...snapshot } = JSON.parse(row.priceSnapshot) as {
				prices?: { input_mtok: unknown };
				at?: string;
			};
			delete snapshot.at;
			assert.deepEqual(
				{
					outcome: row.outcome,
					state: row.state,
					usage: row.usage,
					cost: row.cost,
					savings: row.savings,
					price: { ...snapshot, ...(prices === undefined ? {} : { input: prices.input_mtok }) },
					priceSource: row.priceSource,
				},
				{
					outcome: 'ok',
					state: recorded.state,
					usage: { ...noUsage, ...recorded.usage },
					cost: recorded.cost,
					savings: { cache: recorded.cacheSaving, batch: 0 },
					price: recorded.price,
					priceSource: recorded.price['source'],
				},
			);
		});
	}
});
