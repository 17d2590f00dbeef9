import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteAlertBook } from '../../src/adapters/sqlite/sqliteAlertBook.js';
import { SqliteLedger } from '../../src/adapters/sqlite/sqliteLedger.js';
import type { RunId } from '../../src/base/ids.js';
import type { BudgetAlert } from '../../src/core/cost/alerts.js';
import type { Budget } from '../../src/core/cost/budgetSettings.js';
import { microUsd } from '../../src/core/cost/money.js';
import { BudgetAlerts } from '../../src/services/cost/budgetAlerts.js';
import { aCall, anEnd, novelLimit } from '../support/calls.js';
import { FakeClock } from '../support/fakeClock.js';
import { aBudget } from '../support/meter.js';
import { notShared } from '../support/notShared.js';
import { bundleScript, startScript } from '../support/processes/scriptProcess.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const run = 'run-1' as RunId;

describe('Budget alerts', function () {
	this.timeout(60_000);
	const folder = temporaryFolder();
	const path = (): string => join(folder(), 'novel.db');
	const open: DatabaseSync[] = [];
	const clock = new FakeClock(Date.UTC(2026, 10, 25));
	let budget: Budget;

	beforeEach(() => (budget = aBudget(1_000)));
	afterEach(() => open.splice(0).forEach((database) => database.close()));

	/** What one window is told. */
	const aWindow = async (): Promise<{ readonly alerts: BudgetAlerts; readonly told: string[] }> => {
		const { database } = await openDatabase(path());
		open.push(database);
		const ports = { ledger: new SqliteLedger(database), book: new SqliteAlertBook(database), shared: notShared, clock };
		const alerts = new BudgetAlerts({ ...ports, budget: () => budget });
		const told: string[] = [];
		alerts.onAlerts((all) => told.push(all.map(nameOf).join(' ')));
		return { alerts, told };
	};
	const spend = async (amount: number, of: Partial<ReturnType<typeof aCall>> = {}): Promise<void> => {
		const { database } = await openDatabase(path());
		const ledger = new SqliteLedger(database);
		const call = aCall({ heldMicroUsd: microUsd(amount), startedAt: clock.now(), ...of });
		ledger.hold(call, novelLimit(1_000_000));
		ledger.settle(call.id, anEnd({ cost: microUsd(amount) }));
		database.close();
	};

	it('come once for each threshold, however often it is looked at, in whichever window, and after a restart', async () => {
		const [first, second] = [await aWindow(), await aWindow()];
		for (const amount of [240, 10, 240, 20, 250, 230, 10]) {
			await spend(amount);
			for (const { alerts } of [first, second, first]) alerts.check();
		}
		const afterRestart = await aWindow();
		afterRestart.alerts.check();
		assert.deepEqual(
			[first.told, second.told, afterRestart.told, afterRestart.alerts.history().map(nameOf)],
			[['INFO', 'WARNING', 'CRITICAL', 'BUDGET_EXCEEDED'], [], [], ['INFO', 'WARNING', 'CRITICAL', 'BUDGET_EXCEEDED']],
		);
	});

	it('come together when one call crosses several', async () => {
		const { alerts, told } = await aWindow();
		await spend(760);
		alerts.check();
		assert.deepEqual(told, ['INFO WARNING CRITICAL']);
		const [info] = alerts.history();
		assert.deepEqual(info, {
			level: 'INFO',
			scope: 'novel',
			period: '',
			threshold: 25,
			limit: 1_000,
			spent: 760,
			held: 0,
			at: clock.now(),
		});
	});

	it('are each got by one of eight processes that look at the same moment', async () => {
		await spend(800);
		const script = await bundleScript('noteAlerts', folder());
		const processes = Array.from({ length: 8 }, () => startScript(script, path()));
		for (const { lines } of processes) await lines.next();
		for (const { child } of processes) child.stdin?.write('go\n');
		const told: string[] = [];
		for (const { lines, ended } of processes) {
			for await (const line of lines) told.push(...(JSON.parse(line) as string[]));
			await ended;
		}
		assert.deepEqual(told.toSorted(), ['CRITICAL', 'INFO', 'WARNING']);
	});

	it('are not told again when the budget is raised past them, and are when more is spent or it comes down', async () => {
		const { alerts, told } = await aWindow();
		await spend(600);
		alerts.check();
		budget = aBudget(2_000);
		alerts.check();
		await spend(500);
		alerts.check();
		budget = aBudget(1_200);
		alerts.check();
		budget = aBudget(2_000);
		alerts.check();
		assert.deepEqual(told, ['INFO WARNING', 'WARNING', 'CRITICAL']);
	});

	it('wait for somebody who hears them', async () => {
		const { database } = await openDatabase(path());
		open.push(database);
		const ports = { ledger: new SqliteLedger(database), book: new SqliteAlertBook(database), shared: notShared, clock };
		const unheard = new BudgetAlerts({ ...ports, budget: () => budget });
		await spend(300);
		unheard.check();
		assert.deepEqual(unheard.history(), []);
		const { alerts, told } = await aWindow();
		alerts.check();
		assert.deepEqual(told, ['INFO']);
	});

	it('tell of a call that is not covered, once for a limit', async () => {
		const { alerts, told } = await aWindow();
		const denied = {
			kind: 'denied',
			scope: 'novel',
			limit: microUsd(1_000),
			shortfall: microUsd(5),
			inFlight: microUsd(0),
		} as const;
		for (let time = 0; time < 3; time++) alerts.noteExceeded(denied, aCall());
		budget = aBudget(1_001);
		alerts.noteExceeded(denied, aCall());
		assert.deepEqual(told, ['BUDGET_EXCEEDED']);
	});

	it('are of the run and of the month as well, and those of the next ones are others', async () => {
		budget = aBudget(1_000_000, { run: microUsd(1_000), month: microUsd(2_000) });
		const { alerts, told } = await aWindow();
		await spend(800, { run });
		alerts.check(run);
		await spend(300, { run: 'run-2' as RunId });
		alerts.check('run-2' as RunId);
		clock.pass(31 * 24 * 3_600_000);
		await spend(600, { run: 'run-3' as RunId });
		alerts.check('run-3' as RunId);
		assert.deepEqual(told, ['INFO WARNING CRITICAL INFO', 'INFO WARNING', 'INFO WARNING INFO']);
		assert.deepEqual(
			alerts
				.history()
				.map(({ scope, level }) => `${scope} ${level}`)
				.toSorted(),
			[
				'month INFO',
				'month INFO',
				'month WARNING',
				'run CRITICAL',
				'run INFO',
				'run INFO',
				'run INFO',
				'run WARNING',
				'run WARNING',
			],
		);
	});

	it('are those of the thresholds that are set', async () => {
		budget = aBudget(1_000, { thresholds: { info: 10, warning: 20, critical: 99.5 } });
		const { alerts, told } = await aWindow();
		await spend(994);
		alerts.check();
		await spend(1);
		alerts.check();
		assert.deepEqual(told, ['INFO WARNING', 'CRITICAL']);
	});
});

function nameOf({ level }: BudgetAlert): string {
	return level;
}
