// Usage: node writePairs.mjs DATABASE FIRST. Writes without end, and says the number of each transaction that is done: it adds
// an entry with its terms and a vector, and moves one unit from one setting to another.
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { inTransaction, openDatabase } from '../../../src/adapters/sqlite/database.js';
import { bucketEntry, storeOf } from '../backup/filledNovel.js';

const [path = '', first = ''] = process.argv.slice(2);
const { database } = await openDatabase(path);
const store = storeOf(database);
const vector = database.prepare(
	"INSERT INTO memory_vector (sequence, chapter, model, vector) VALUES (?, 1, 'model', ?)",
);
const move = database.prepare('UPDATE setting SET value = CAST(value AS INTEGER) + ? WHERE name = ?');
for (let number = Number(first); ; number++) {
	inTransaction(database, () => {
		move.run(-1, 'left');
		store.writeOne(bucketEntry(number), { keep: 'replaced', outgoing: false });
		vector.run(store.lastSequence(), Buffer.alloc(16));
		move.run(1, 'right');
	});
	writeSync(1, `${number}\n`);
	// SQLite's lock is not fair: without a pause one process keeps the others out for seconds.
	await delay(2);
}
