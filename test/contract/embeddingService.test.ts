import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ProviderEmbeddingRegistry } from '../../src/adapters/llm/embeddings/providerEmbeddingRegistry.js';
import { GenaiPriceTable } from '../../src/adapters/llm/genaiPrices.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteVectorIndex } from '../../src/adapters/vectors/sqliteVectorIndex.js';
import { SqliteVectors } from '../../src/adapters/vectors/sqliteVectors.js';
import type { Version } from '../../src/core/memory/entry.js';
import { defaultRetryPolicy } from '../../src/core/execution/retryPolicy.js';
import { parseModelId } from '../../src/core/models/modelId.js';
import { Executor } from '../../src/services/execution/executor.js';
import { EmbeddingService } from '../../src/services/memory/embeddingService.js';
import { MeteredEmbedding } from '../../src/services/memory/meteredEmbedding.js';
import { sendJson } from '../support/aimockRawServer.js';
import { startEmbeddingServer, type EmbeddingServer } from '../support/embeddingServer.js';
import { FakeClock } from '../support/fakeClock.js';
import { deleteEntry, putEntry } from '../support/memory/entryRows.js';
import { dist, tokens } from '../support/novel/sampleProject.js';
import { until } from '../support/until.js';
import { aMeter } from '../support/meter.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';
import { unaborted } from './languageModel.contract.js';

const model = 'ollama/bge-m3';

describe('The embedding service', () => {
	const folder = temporaryFolder();
	let server: EmbeddingServer;
	let database: DatabaseSync;
	let index: SqliteVectorIndex;
	let clock: FakeClock;
	let service: EmbeddingService;
	let baseUrl: string;

	beforeEach(async () => {
		server = await startEmbeddingServer();
		({ baseUrl } = server);
		({ database } = await openDatabase(join(folder(), 'novel.db')));
		index = new SqliteVectorIndex({ dist, database: join(folder(), 'novel.db') }, model);
		clock = new FakeClock();
		const providers = { ollama: { get baseUrl() { return baseUrl; } } }; // prettier-ignore
		service = new EmbeddingService(parseModelId(model), {
			models: new ProviderEmbeddingRegistry({ providers, key: () => Promise.resolve(undefined) }),
			metered: new MeteredEmbedding(
				aMeter({ database, prices: new GenaiPriceTable({}, providers), tokens, clock, novelBudget: () => 1_000_000 }),
			),
			vectors: new SqliteVectors(database),
			index,
			executor: new Executor(clock, defaultRetryPolicy),
			clock,
		});
	});
	afterEach(async () => {
		await service.close();
		await index.close();
		database.close();
		await server.close();
	});

	const update = async (): Promise<void> => {
		service.update();
		await service.settled();
	};
	const find = async (text: string, asOfChapter?: number): Promise<readonly number[]> =>
		(await service.search(text, 10, asOfChapter, unaborted())).map(({ sequence }) => sequence);
	const outcomes = (): readonly unknown[] =>
		database
			.prepare('SELECT outcome, fault FROM call ORDER BY id')
			.all()
			.map(({ outcome, fault }) => [outcome, fault]);
	const state = (changes: object = {}): object => ({
		model,
		embedded: 0,
		unembedded: 0,
		updating: false,
		fault: undefined,
		...changes,
	});

	it('finds entries by their nearness once they are embedded', async () => {
		putEntry(database, 1, 'The lamp went out at four.');
		putEntry(database, 2, 'Noreen is left-handed.');
		putEntry(database, 3, 'The lamp burns oil.');
		assert.deepEqual([await find('Who is left-handed?'), service.state], [[], state({ unembedded: 3 })]);
		await update();
		assert.deepEqual(
			[(await find('Who is left-handed?'))[0], (await find('oil lamp'))[0], service.state],
			[2, 3, state({ embedded: 3 })],
		);
		assert.deepEqual(await find('the lamp', 2), [1, 2]);
	});

	it('keeps up with what is written, edited and deleted', async () => {
		putEntry(database, 1, 'The lamp went out.');
		putEntry(database, 2, 'The bell rang.');
		await update();
		putEntry(database, 1, 'The kettle sang.');
		deleteEntry(database, 2);
		putEntry(database, 3, 'A bell without a tongue.');
		assert.deepEqual(await find('A bell'), []);
		await update();
		assert.deepEqual([await find('A bell'), service.state], [[3, 1], state({ embedded: 2 })]);
	});

	it('sends many entries in one call, once however often it is asked', async () => {
		for (let sequence = 1; sequence <= 150; sequence++) putEntry(database, sequence);
		for (let time = 0; time < 20; time++) service.update();
		await service.settled();
		assert.deepEqual(
			[server.requests.map(({ length }) => length), new Set(server.requests.flat()).size],
			[[64, 64, 22], 150],
		);
		await update();
		assert.equal(server.requests.length, 3);
	});

	it('embeds what is written while it runs', async () => {
		putEntry(database, 1);
		server.before = () => {
			server.before = () => false;
			putEntry(database, 2);
			service.update();
			return false;
		};
		await update();
		assert.deepEqual(service.state, state({ embedded: 2 }));
	});

	it('keeps no vector of a text that was edited while it was on its way', async () => {
		putEntry(database, 1, 'The lamp went out.');
		server.before = () => {
			server.before = () => false;
			putEntry(database, 1, 'The kettle sang.', '00000000000-0001-test' as Version);
			return false;
		};
		await update();
		assert.deepEqual(server.requests, [['The lamp went out.'], ['The kettle sang.']]);
		assert.equal((await service.search('The kettle sang.', 1, undefined, unaborted()))[0]?.score.toFixed(5), '1.00000');
	});

	it('embeds a long text in passages, shorter ones when the model takes no more', async () => {
		const sentence = 'Nobody on the island slept after that, and the keeper least of all. ';
		putEntry(database, 1, sentence.repeat(60));
		putEntry(database, 2, 'The lamp went out.');
		server.before = (texts, response) => {
			if (texts.every((text) => text.length <= 600)) return false;
			sendJson(response, 400, { error: { message: 'the input length exceeds the context length' } });
			return true;
		};
		await update();
		const [last = []] = server.requests.slice(-1);
		assert.deepEqual(
			[outcomes().map(String), last.join(''), service.state],
			[
				['failed,context-too-long', 'failed,context-too-long', 'ok,'],
				`${sentence.repeat(60)}The lamp went out.`,
				state({ embedded: 2 }),
			],
		);
		assert.deepEqual(await find('the keeper slept'), [1, 2]);
	});

	it('embeds a text of more passages than one call takes', async () => {
		putEntry(database, 1, 'The lamp went out. '.repeat(10_000));
		putEntry(database, 2, 'The bell rang.');
		await update();
		assert.deepEqual([server.requests.length, service.state], [3, state({ embedded: 2 })]);
	});

	it('tries again what may pass, and waits as long as it is asked to', async () => {
		putEntry(database, 1);
		let failures = 2;
		server.before = (_, response) => {
			if (failures-- <= 0) return false;
			sendJson(response, 429, { error: { message: 'slow down' } }, { 'retry-after': '7' });
			return true;
		};
		await update();
		assert.deepEqual(
			[outcomes().map(String), clock.waits, service.state],
			[['failed,rate-limit', 'failed,rate-limit', 'ok,'], [7_000, 7_000], state({ embedded: 1 })],
		);
	});

	it('remembers what it failed of, leaves the provider alone for a minute, and recovers', async () => {
		putEntry(database, 1);
		let answers = 0;
		server.before = (_, response) => {
			if (++answers > 1) return false;
			sendJson(response, 404, { error: { message: 'model "bge-m3" not found' } });
			return true;
		};
		await update();
		const fault = `Ollama has no model "bge-m3", or not at ${new URL(baseUrl).origin}. Check the name and the address in prometheusNovel.providers.`;
		assert.deepEqual(service.state, state({ unembedded: 1, fault }));
		clock.pass(59_999);
		await update();
		assert.deepEqual([answers, service.state], [1, state({ unembedded: 1, fault })]);
		clock.pass(1);
		await update();
		assert.deepEqual(service.state, state({ embedded: 1 }));
	});

	it('says why a search does not work, until one does', async () => {
		putEntry(database, 1);
		await update();
		let changes = 0;
		service.onChange(() => changes++);
		const gone = await startEmbeddingServer();
		await gone.close();
		({ baseUrl } = gone);
		await assert.rejects(find('any'), { kind: 'network' });
		assert.match(
			service.state.fault ?? '',
			/^Ollama cannot be reached at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. /,
		);
		({ baseUrl } = server);
		assert.deepEqual([await find('any'), service.state, changes], [[1], state({ embedded: 1 }), 2]);
	});

	it('embeds anew when the same name stands for a model with vectors of another length', async () => {
		putEntry(database, 1, 'The lamp went out.');
		await update();
		server.dimensions = 32;
		assert.deepEqual(await find('lamp'), []);
		await service.settled();
		assert.deepEqual([await find('lamp'), service.state], [[1], state({ embedded: 1 })]);
	});

	it('stops in the middle of a call when it is closed, and the call is a row', async () => {
		putEntry(database, 1);
		server.before = () => true;
		service.update();
		await until('the call has arrived', () => server.requests.length === 1);
		assert.equal(service.state.updating, true);
		await service.close();
		assert.deepEqual([outcomes(), service.state], [[['aborted', null]], state({ unembedded: 1 })]);
		service.update();
		await service.settled();
		assert.equal(server.requests.length, 1);
	});

	it('passes a cancelled search on, which is no fault', async () => {
		const abort = new AbortController();
		const reason = new Error('stopped');
		server.before = () => {
			abort.abort(reason);
			return true;
		};
		await assert.rejects(service.search('lamp', 1, undefined, abort.signal), (error) => error === reason);
		assert.equal(service.state.fault, undefined);
	});

	it('asks nobody for a blank search', async () => {
		assert.deepEqual([await find(' \n'), server.requests], [[], []]);
	});
});
