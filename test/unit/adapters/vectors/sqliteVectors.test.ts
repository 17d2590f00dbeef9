import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../../src/adapters/sqlite/database.js';
import { SqliteVectors } from '../../../../src/adapters/vectors/sqliteVectors.js';
import type { Version } from '../../../../src/core/memory/entry.js';
import { aVector, deleteEntry, putEntry, someVersion } from '../../../support/memory/entryRows.js';
import { temporaryFolder } from '../files/temporaryFolder.js';

describe('Vectors in SQLite', () => {
	const folder = temporaryFolder();
	let database: DatabaseSync;
	let vectors: SqliteVectors;

	beforeEach(async () => {
		({ database } = await openDatabase(join(folder(), 'novel.db')));
		vectors = new SqliteVectors(database);
		for (const sequence of [1, 2, 3]) putEntry(database, sequence);
	});
	afterEach(() => database.close());

	const unembedded = (model = 'a'): readonly number[] => vectors.unembedded(model, 100).map(({ sequence }) => sequence);

	it('are wanting for every entry at first, and then for those that have none', () => {
		assert.deepEqual(vectors.unembedded('a', 2), [
			{ sequence: 1, version: someVersion, text: 'Entry 1.' },
			{ sequence: 2, version: someVersion, text: 'Entry 2.' },
		]);
		assert.equal(vectors.putVectors('a', [aVector(1, [1, 0]), aVector(3, [0, 1])]), 2);
		assert.deepEqual([unembedded(), vectors.count('a')], [[2], { embedded: 2, unembedded: 1 }]);
	});

	it('are wanting again when the text changes, and only then', () => {
		vectors.putVectors('a', [aVector(1, [1, 0]), aVector(2, [0, 1]), aVector(3, [0, 1])]);
		putEntry(database, 1, 'Another text.');
		putEntry(database, 2, 'Entry 2.', '00000000000-0001-test' as Version);
		assert.deepEqual([unembedded(), vectors.count('a')], [[1], { embedded: 2, unembedded: 1 }]);
	});

	it('are not wanting for an entry that is deleted', () => {
		vectors.putVectors('a', [aVector(1, [1, 0]), aVector(2, [0, 1]), aVector(3, [0, 1])]);
		deleteEntry(database, 1);
		assert.deepEqual([unembedded(), vectors.count('a')], [[], { embedded: 2, unembedded: 0 }]);
		putEntry(database, 9);
		assert.deepEqual(unembedded(), [9]);
	});

	it('are not written for an entry that has changed since it was read, or is gone', () => {
		putEntry(database, 1, 'Another text.', '00000000000-0001-test' as Version);
		deleteEntry(database, 2);
		const written = vectors.putVectors('a', [
			aVector(1, [1, 0]),
			aVector(2, [1, 0]),
			aVector(3, [1, 0]),
			aVector(8, [1, 0]),
		]);
		assert.deepEqual([written, unembedded(), vectors.count('a')], [1, [1], { embedded: 1, unembedded: 1 }]);
	});

	it('of another model count as wanting, and give way one by one', () => {
		vectors.putVectors('b', [aVector(1, [1, 0]), aVector(2, [0, 1])]);
		assert.deepEqual([unembedded('a'), unembedded('b'), unembedded('c')], [[1, 2, 3], [3], [1, 2, 3]]);
		vectors.putVectors('c', [aVector(1, [1, 0, 0])]);
		assert.deepEqual(
			['b', 'c'].map((model) => [unembedded(model), vectors.count(model), vectors.dimensions(model)]),
			[
				[[1, 3], { embedded: 1, unembedded: 2 }, 2],
				[[2, 3], { embedded: 1, unembedded: 2 }, 3],
			],
		);
	});

	it('of one model are of one length: those of another are wanting anew', () => {
		vectors.putVectors('a', [aVector(1, [1, 0]), aVector(2, [0, 1])]);
		vectors.putVectors('b', [aVector(3, [0, 1])]);
		vectors.putVectors('a', [aVector(1, [1, 0, 0, 0])]);
		assert.deepEqual([unembedded(), vectors.dimensions('a'), vectors.dimensions('b')], [[2, 3], 4, 2]);
	});

	it('can be removed', () => {
		vectors.putVectors('a', [aVector(1, [1, 0]), aVector(2, [0, 1]), aVector(3, [0, 1])]);
		vectors.removeVectors('a');
		assert.deepEqual(
			[unembedded(), vectors.count('a'), vectors.dimensions('a')],
			[[1, 2, 3], { embedded: 0, unembedded: 3 }, undefined],
		);
	});

	it('are written all or not at all', () => {
		const broken = { sequence: 2, version: someVersion, vector: undefined } as never;
		assert.throws(() => vectors.putVectors('a', [aVector(1, [1, 0]), broken]));
		assert.deepEqual([unembedded(), vectors.count('a').embedded], [[1, 2, 3], 0]);
	});
});
