import assert from 'node:assert/strict';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { openDatabase } from '../../../../src/adapters/sqlite/database.js';
import { SqliteVectorIndex } from '../../../../src/adapters/vectors/sqliteVectorIndex.js';
import { SqliteVectors } from '../../../../src/adapters/vectors/sqliteVectors.js';
import type { VectorMatch } from '../../../../src/core/memory/vectorIndex.js';
import { aVector, deleteEntry, putEntry } from '../../../support/memory/entryRows.js';
import { naiveSearch } from '../../../support/memory/naiveSearch.js';
import { dist } from '../../../support/novel/sampleProject.js';
import { bundleScript, startScript } from '../../../support/processes/scriptProcess.js';
import { temporaryFolder } from '../files/temporaryFolder.js';

const signal = new AbortController().signal;
const model = 'ollama/nomic-embed-text';

describe('The index of vectors', () => {
	const folder = temporaryFolder();
	const path = (): string => join(folder(), 'novel.db');
	let database: DatabaseSync;
	let vectors: SqliteVectors;
	let index: SqliteVectorIndex;

	beforeEach(async () => {
		({ database } = await openDatabase(path()));
		vectors = new SqliteVectors(database);
		index = new SqliteVectorIndex({ dist, database: path() }, model);
	});
	afterEach(async () => {
		await index.close();
		database.close();
	});

	const put = (sequence: number, vector: readonly number[], of = model): void => {
		putEntry(database, sequence);
		vectors.putVectors(of, [aVector(sequence, vector)]);
	};
	const search = (query: readonly number[], limit = 10, asOfChapter?: number): Promise<readonly VectorMatch[]> =>
		index.search(Float32Array.from(query), limit, asOfChapter, signal);

	it('finds nothing where there is nothing', async () => {
		assert.deepEqual(await search([1, 0]), []);
	});

	it('finds what a naive scan finds after every change, as of every sequence', async () => {
		const whole = fc.integer({ min: -9, max: 9 });
		const vector = fc.array(whole, { minLength: 5, maxLength: 5 });
		const sequence = fc.nat(9);
		const change = fc.oneof(
			{ weight: 5, arbitrary: fc.record({ kind: fc.constant('put'), sequence, vector }) },
			{ weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('delete', 'edit', 'other model'), sequence, vector }) },
			{ weight: 1, arbitrary: fc.record({ kind: fc.constant('delete all'), sequence, vector }) },
		);
		const round = fc.record({
			changes: fc.array(change, { maxLength: 6 }),
			query: vector,
			limit: fc.nat(12),
			asOfChapter: fc.option(fc.nat(10), { nil: undefined }),
		});
		const stands = new Map<number, readonly number[]>();
		await fc.assert(
			fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 6 }), async (rounds) => {
				for (const { changes, query, limit, asOfChapter } of rounds) {
					for (const { kind, sequence, vector } of changes) {
						if (kind === 'put') put(sequence, vector);
						else if (kind === 'delete') deleteEntry(database, sequence);
						else if (kind === 'edit') putEntry(database, sequence, `Edited ${vector.join()} ${Math.random()}.`);
						else if (kind === 'other model') put(sequence, [...vector, 1], 'other');
						else vectors.removeVectors(model);
						if (kind === 'put') stands.set(sequence, vector);
						else if (kind === 'delete all') stands.clear();
						else stands.delete(sequence);
					}
					assert.deepEqual(await search(query, limit, asOfChapter), naiveSearch(stands, query, limit, asOfChapter));
				}
			}),
			{ numRuns: 40 },
		);
	});

	it('sees at once what another process has written', async () => {
		const script = await bundleScript('writeVectors', folder());
		const { child, lines, ended } = startScript(script, path(), model);
		const tell = async (sequence: number, vector: readonly number[] | null): Promise<void> => {
			child.stdin?.write(`${JSON.stringify([sequence, vector])}\n`);
			assert.equal((await lines.next()).value, 'done');
		};
		put(1, [1, 0]);
		const found = [await search([1, 0])];
		await tell(2, [2, 0]);
		found.push(await search([1, 0]));
		await tell(1, [3, 0]);
		found.push(await search([1, 0]));
		await tell(2, null);
		await tell(3, [1, 1]);
		found.push(await search([1, 0]));
		child.stdin?.end();
		await ended;
		assert.deepEqual(
			found.map((matches) => matches.map(({ sequence, score }) => [sequence, score])),
			[
				[[1, 1]],
				[
					[2, 2],
					[1, 1],
				],
				[
					[1, 3],
					[2, 2],
				],
				[
					[1, 3],
					[3, 1],
				],
			],
		);
	});

	it('is complete after every commit of a process that writes meanwhile', async () => {
		const script = await bundleScript('writeVectors', folder());
		const { child, lines, ended } = startScript(script, path(), model);
		const keys = Array.from({ length: 200 }, (_, sequence) => sequence);
		const running = { now: true };
		let searches = 0;
		const searching = (async () => {
			for (let known = 0; running.now; searches++) {
				const found = await search([1, 0], 300);
				assert.ok(found.length >= known, `${found.length} after ${known}`);
				known = found.length;
			}
		})();
		for (const sequence of keys) {
			child.stdin?.write(`${JSON.stringify([sequence, [1, sequence]])}\n`);
			assert.equal((await lines.next()).value, 'done');
			put(1_000 + sequence, [1, sequence]);
		}
		child.stdin?.end();
		await ended;
		running.now = false;
		await searching;
		const found = await search([1, 0], 1_000);
		assert.deepEqual([found.length, searches > 0], [400, true]);
	});

	it('looks at the vectors of its model only', async () => {
		put(1, [1, 0]);
		put(2, [1, 0, 0], 'other');
		assert.deepEqual(await search([1, 0]), [{ sequence: 1, score: 1 }]);
		assert.equal((await search([1, 0])).length, 1);
		put(1, [1, 0, 0], 'other');
		assert.deepEqual(await search([1, 0]), []);
	});

	it('says so when the model gives vectors of another length, and goes on when they are written', async () => {
		put(1, [1, 0]);
		await search([1, 0]);
		await assert.rejects(search([1, 0, 0]), {
			code: 'vector-dimensions',
			message:
				'ollama/nomic-embed-text gives vectors of 3 numbers now, and gave 2 when the memory was embedded. Wait until it is embedded anew.',
		});
		put(1, [0, 0, 1]);
		assert.deepEqual(await search([0, 0, 1]), [{ sequence: 1, score: 1 }]);
	});

	it('sees a backup that was restored over the database', async () => {
		put(1, [1, 0]);
		put(2, [0, 1]);
		await backup(database, join(folder(), 'backup.db'));
		deleteEntry(database, 1);
		for (const sequence of [3, 4, 5]) put(sequence, [1, 0]);
		assert.deepEqual(
			(await search([1, 0])).map(({ sequence }) => sequence),
			[3, 4, 5, 2],
		);
		const source = new DatabaseSync(join(folder(), 'backup.db'));
		await backup(source, path());
		source.close();
		put(6, [2, 0]);
		assert.deepEqual(
			(await search([1, 0])).map(({ sequence }) => sequence),
			[6, 1, 2],
		);
	});

	it('stops waiting when it is told to, and answers the next', async () => {
		put(1, [1, 0]);
		const abort = new AbortController();
		const reason = new Error('stopped');
		const first = index.search(Float32Array.of(1, 0), 1, undefined, abort.signal);
		abort.abort(reason);
		await assert.rejects(first, (error) => error === reason);
		await assert.rejects(index.search(Float32Array.of(1, 0), 1, undefined, abort.signal), (error) => error === reason);
		assert.deepEqual(await search([1, 0]), [{ sequence: 1, score: 1 }]);
	});

	it('fails what still waits when it is closed, and may be closed twice', async () => {
		const rejected = assert.rejects(search([1, 0]), /The vector index was closed\./);
		await index.close();
		await rejected;
		await index.close();
	});

	it('keeps no process alive once it is idle', async () => {
		put(7, [1, 0]);
		const script = await bundleScript('searchVectors', folder());
		const { lines, ended } = startScript(script, dist.href, path(), model);
		const answers: string[] = [];
		for await (const line of lines) answers.push(line);
		const [code] = (await ended) as [number];
		assert.deepEqual([answers, code], [['[{"sequence":7,"score":1}]'], 0]);
	});

	it('says what is wrong when there is no database, and finds it when there is one', async () => {
		const later = join(folder(), 'later.db');
		const waiting = new SqliteVectorIndex({ dist, database: later }, model);
		await assert.rejects(waiting.search(Float32Array.of(1), 1, undefined, signal), /unable to open database file/);
		(await openDatabase(later)).database.close();
		assert.deepEqual(await waiting.search(Float32Array.of(1), 1, undefined, signal), []);
		await waiting.close();
	});
});
