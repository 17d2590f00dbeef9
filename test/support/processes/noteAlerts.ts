// Usage: node noteAlerts.mjs DATABASE. Says "ready", waits for a line, then looks once, and says which alerts it was told.
import { once } from 'node:events';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteAlertBook } from '../../../src/adapters/sqlite/sqliteAlertBook.js';
import { SqliteLedger } from '../../../src/adapters/sqlite/sqliteLedger.js';
import { systemClock } from '../../../src/base/clock.js';
import { BudgetAlerts } from '../../../src/services/cost/budgetAlerts.js';
import { aBudget } from '../meter.js';
import { notShared } from '../notShared.js';

const [path = ''] = process.argv.slice(2);
const { database } = await openDatabase(path);
const alerts = new BudgetAlerts({
	ledger: new SqliteLedger(database),
	book: new SqliteAlertBook(database),
	shared: notShared,
	clock: systemClock,
	budget: () => aBudget(1_000),
});
const told: string[] = [];
alerts.onAlerts((all) => told.push(...all.map(({ level }) => level)));
process.stdout.write('ready\n');
await once(process.stdin, 'data');
alerts.check();
process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit());
