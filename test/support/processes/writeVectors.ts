// Usage: node writeVectors.mjs DATABASE MODEL. Reads lines of JSON: an entry's sequence and its vector, or null in its place to
// delete the entry. Says "done" when a line is on the disk.
import { createInterface } from 'node:readline';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteVectors } from '../../../src/adapters/vectors/sqliteVectors.js';
import { aVector, deleteEntry, putEntry } from '../memory/entryRows.js';

const [path = '', model = ''] = process.argv.slice(2);
const { database } = await openDatabase(path);
const vectors = new SqliteVectors(database);
for await (const line of createInterface({ input: process.stdin })) {
	const [sequence, vector] = JSON.parse(line) as [number, readonly number[] | null];
	if (vector === null) {
		deleteEntry(database, sequence);
	} else {
		putEntry(database, sequence);
		vectors.putVectors(model, [aVector(sequence, vector)]);
	}
	process.stdout.write('done\n');
}
database.close();
