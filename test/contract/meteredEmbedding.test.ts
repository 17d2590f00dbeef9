import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ProviderEmbeddingRegistry } from '../../src/adapters/llm/embeddings/providerEmbeddingRegistry.js';
import { GenaiPriceTable } from '../../src/adapters/llm/genaiPrices.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteLedger } from '../../src/adapters/sqlite/sqliteLedger.js';
import { systemClock } from '../../src/base/clock.js';
import { newRunId } from '../../src/base/ids.js';
import { parseModelId } from '../../src/core/models/modelId.js';
import { MeteredEmbedding } from '../../src/services/memory/meteredEmbedding.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { sendJson } from '../support/aimockRawServer.js';
import { startEmbeddingServer, type EmbeddingServer } from '../support/embeddingServer.js';
import { tokens } from '../support/novel/sampleProject.js';
import { aMeter } from '../support/meter.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';
import { unaborted } from './languageModel.contract.js';

/** $0.13 a million tokens: 100,000 of them are 13,000 micro-dollars. */
const large = 'openai/text-embedding-3-large';

describe('A metered embedding', () => {
	const folder = temporaryFolder();
	let aimock: Aimock;
	let server: EmbeddingServer;
	let database: DatabaseSync;
	let ledger: SqliteLedger;
	let budget: number;

	before(async () => {
		[aimock, server] = await Promise.all([startAimock(), startEmbeddingServer()]);
	});
	beforeEach(async () => {
		({ database } = await openDatabase(join(folder(), 'novel.db')));
		ledger = new SqliteLedger(database);
		budget = 1_000_000;
		server.before = () => false;
	});
	afterEach(() => database.close());
	after(() => Promise.all([aimock.close(), server.close()]));

	const embed = async (
		name: string,
		texts: readonly string[],
		{ baseUrl = server.baseUrl, signal = unaborted() } = {},
	): Promise<readonly Float32Array[]> => {
		const id = parseModelId(name);
		const providers = { [id.provider]: { baseUrl } };
		const registry = new ProviderEmbeddingRegistry({ providers, key: () => Promise.resolve('k') });
		const prices = new GenaiPriceTable({}, providers);
		const metered = new MeteredEmbedding(
			aMeter({ database, prices, tokens, clock: systemClock, novelBudget: () => budget }),
		);
		return metered.embed(await registry.open(id), texts, 'document', { run: newRunId(), attempt: 2 }, signal);
	};
	const rows = (): unknown[] =>
		database
			.prepare(
				`SELECT node, stage, role, model, attempt, state, outcome, fault, input_tokens AS input, output_tokens AS output,
					cost_micro_usd AS cost, price_source AS source FROM call ORDER BY started_at`,
			)
			.all()
			.map((row) => ({ ...row }));
	const row = (changes: object): object => ({
		node: 'memory/embedding',
		stage: 'embedding',
		role: 'embed',
		model: large,
		attempt: 2,
		state: 'reported',
		outcome: 'ok',
		fault: null,
		input: 0,
		output: 0,
		cost: 0,
		source: 'genai-prices',
		...changes,
	});
	/** 200 words, and as many tokens. */
	const prose = 'dawn '.repeat(200).trim();

	it('keeps what the provider reports', async () => {
		await embed(large, [prose, prose]);
		assert.deepEqual(rows(), [row({ input: 400, cost: 52 })]);
	});

	it('counts by itself where nothing is reported, and says that it is an estimate', async () => {
		aimock.mock.clearFixtures();
		await embed(large, [prose, prose], { baseUrl: aimock.baseUrls.openai });
		const counted = 2 * (await tokens.count(prose));
		assert.deepEqual(rows(), [row({ state: 'estimated', input: counted, cost: Math.ceil(counted * 0.13) })]);
	});

	it('holds the worst case while it runs', async () => {
		let held = 0;
		server.before = () => ((held = ledger.totals().held), false);
		await embed(large, [prose]);
		const worst = Math.ceil((await tokens.count(prose)) * 1.5) + 500;
		assert.deepEqual([held, ledger.totals().held], [Math.ceil(worst * 0.13), 0]);
	});

	it('sends nothing when the worst case does not fit, and writes no row', async () => {
		budget = 50;
		const before = server.requests.length;
		await assert.rejects(embed(large, [prose]), { code: 'budget-exceeded' });
		assert.deepEqual([server.requests.length, rows()], [before, []]);
	});

	it('sends nothing to a model whose price is not known', async () => {
		const before = server.requests.length;
		await assert.rejects(embed('openai/text-embedding-9', [prose]), { code: 'unknown-price' });
		assert.deepEqual([server.requests.length, rows()], [before, []]);
	});

	it('costs nothing on a local server, and is a row all the same', async () => {
		await embed('ollama/bge-m3', [prose]);
		assert.deepEqual(rows(), [row({ model: 'ollama/bge-m3', input: 200, source: 'local' })]);
	});

	it('charges nothing for a request that was refused at the door', async () => {
		aimock.answer(() => ({ status: 429, code: 'rate_limit_exceeded', retryAfterSeconds: 3 }));
		await assert.rejects(embed(large, [prose], { baseUrl: aimock.baseUrls.openai }), { kind: 'rate-limit' });
		assert.deepEqual(rows(), [row({ state: 'estimated', outcome: 'failed', fault: 'rate-limit' })]);
	});

	it('charges what was reported for a reply that cannot be used', async () => {
		server.before = (_, response) => {
			sendJson(response, 200, { data: [{ embedding: [0, 0] }], usage: { prompt_tokens: 300 } });
			return true;
		};
		await assert.rejects(embed(large, [prose]), { kind: 'bad-reply' });
		assert.deepEqual(rows(), [row({ outcome: 'failed', fault: 'bad-reply', input: 300, cost: 39 })]);
	});

	it('charges what was sent when it is aborted, and passes the reason on', async () => {
		const abort = new AbortController();
		const reason = new Error('stopped');
		server.before = () => {
			abort.abort(reason);
			return true;
		};
		await assert.rejects(embed(large, [prose], { signal: abort.signal }), (error) => error === reason);
		const counted = await tokens.count(prose);
		const cost = Math.ceil(counted * 0.13);
		assert.deepEqual(rows(), [row({ state: 'estimated', outcome: 'aborted', input: counted, cost })]);
	});
});
