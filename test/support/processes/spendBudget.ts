// Usage: node spendBudget.mjs DATABASE LIMIT CALLS SEED. Says "ready", waits for a line, then spends what it may.
import { once } from 'node:events';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteLedger } from '../../../src/adapters/sqlite/sqliteLedger.js';
import { newCallId } from '../../../src/base/ids.js';
import { microUsd } from '../../../src/core/cost/money.js';
import { aCall, anEnd, novelLimit } from '../calls.js';

const [path = '', limit = '', calls = '', seed = ''] = process.argv.slice(2);
const { database } = await openDatabase(path);
const ledger = new SqliteLedger(database);
process.stdout.write('ready\n');
await once(process.stdin, 'data');

let state = Number(seed);
const random = (most: number): number => {
	state = (state * 1_664_525 + 1_013_904_223) >>> 0;
	return state % most;
};
const sums = { held: 0, spent: 0, allowed: 0, denied: 0 };
for (let call = 0; call < Number(calls); call++) {
	const id = newCallId();
	const held = 1 + random(5_000);
	if (ledger.hold(aCall({ id, heldMicroUsd: microUsd(held) }), novelLimit(Number(limit))).kind === 'denied') {
		sums.denied++;
		continue;
	}
	sums.allowed++;
	if (random(4) === 0) {
		sums.held += held;
		continue;
	}
	const cost = random(held + 1);
	ledger.settle(id, anEnd({ cost: microUsd(cost) }));
	sums.spent += cost;
}
database.close();
process.stdout.write(`${JSON.stringify(sums)}\n`, () => process.exit());
