// Usage: node writeRows.mjs DATABASE FIRST. Writes rows without end, and says the number of each when it is written.
import { writeSync } from 'node:fs';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteJournal } from '../../../src/adapters/sqlite/sqliteJournal.js';
import { SqliteLedger } from '../../../src/adapters/sqlite/sqliteLedger.js';
import { microUsd } from '../../../src/core/cost/money.js';
import type { CallId } from '../../../src/base/ids.js';
import { aCall, anEnd, novelLimit } from '../calls.js';

const [path = '', first = ''] = process.argv.slice(2);
const { database, quarantined } = await openDatabase(path);
if (quarantined !== undefined) throw new Error('The database was found damaged.');
const journal = new SqliteJournal(database);
const ledger = new SqliteLedger(database);
for (let number = Number(first); ; number++) {
	const id = `call-${number}` as CallId;
	journal.record(`node-${number}`, 'f', { output: `output ${number}`.repeat(50), model: 'm', recordedAt: number });
	journal.appendStream('scene', 'f', number * 10, String(number).padStart(10));
	ledger.hold(aCall({ id, heldMicroUsd: microUsd(7) }), novelLimit(1_000_000_000));
	ledger.settle(id, anEnd({ cost: microUsd(5) }));
	writeSync(1, `${number}\n`);
}
