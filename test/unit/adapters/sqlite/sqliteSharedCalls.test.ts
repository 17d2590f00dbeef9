import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../../src/adapters/sqlite/database.js';
import { SqliteLedger } from '../../../../src/adapters/sqlite/sqliteLedger.js';
import { SqliteSharedCalls } from '../../../../src/adapters/sqlite/sqliteSharedCalls.js';
import { newCallId, newId, type CallId } from '../../../../src/base/ids.js';
import type { BudgetShare } from '../../../../src/core/cost/budgetShares.js';
import { microUsd } from '../../../../src/core/cost/money.js';
import { aCall, anEnd, novelLimit } from '../../../support/calls.js';
import { temporaryFolder } from '../files/temporaryFolder.js';

describe('Shared calls in SQLite', () => {
	const folder = temporaryFolder();
	const server = { instance: newId(), run: 'run-1' };
	let database: DatabaseSync;
	let calls: SqliteSharedCalls;
	beforeEach(async () => {
		({ database } = await openDatabase(join(folder(), 'novel.db')));
		calls = new SqliteSharedCalls(database, 'desk');
	});
	afterEach(() => database.close());

	const held = (startedAt = new Date(2026, 10, 5).getTime()): CallId => {
		const call = aCall({ id: newCallId(), startedAt });
		new SqliteLedger(database).hold(call, novelLimit(1_000_000));
		return call.id;
	};
	const settled = (cost: number, startedAt?: number): CallId => {
		const id = held(startedAt);
		new SqliteLedger(database).settle(id, anEnd({ cost: microUsd(cost) }));
		return id;
	};
	const unsent = (): readonly CallId[] => calls.unsent(100).map(({ id }) => id);

	it('are those that have ended and that the server has not confirmed', () => {
		calls.begin(server);
		const [first, second] = [settled(10), settled(20, new Date(2026, 9, 31).getTime())];
		held();
		const before = calls.unsent(100).map((call) => ({ ...call }));
		calls.confirm(server, [first], []);
		assert.deepEqual(
			{ before, limited: calls.unsent(1).length, after: unsent(), backlog: calls.backlog() },
			{
				before: [
					{ id: first, month: '2026-11', cost: 10 },
					{ id: second, month: '2026-10', cost: 20 },
				],
				...{ limited: 1, after: [second], backlog: 1 },
			},
		);
	});

	it('are all to be sent again when the server may have lost some', () => {
		const id = settled(10);
		const sentAgain = (next: { readonly instance: string; readonly run: string | undefined }): number => {
			calls.begin(server);
			calls.confirm(server, [id], []);
			calls.begin(next);
			return calls.backlog();
		};
		assert.deepEqual(
			[
				sentAgain(server),
				sentAgain({ ...server, run: 'run-2' }),
				sentAgain({ ...server, instance: newId() }),
				sentAgain({ ...server, run: undefined }),
			],
			[0, 1, 1, 1],
		);
	});

	it('are not confirmed by a server that another window has left', () => {
		const id = settled(10);
		calls.begin(server);
		new SqliteSharedCalls(database, 'desk').begin({ ...server, run: 'run-2' });
		calls.confirm(server, [id], []);
		assert.deepEqual(unsent(), [id]);
	});

	it('tell what is counted as another machine’s, by month', () => {
		calls.begin(server);
		const october = new Date(2026, 9, 1).getTime();
		const ids = [settled(1), settled(2), settled(4, october), settled(8)];
		calls.confirm(server, ids, ids.slice(1, 3));
		assert.deepEqual(
			calls.countedElsewhere().map((month) => ({ ...month })),
			[
				{ month: '2026-10', spent: 4 },
				{ month: '2026-11', spent: 2 },
			],
		);
	});

	it('name their ledger the same in all windows, and otherwise on another computer', () => {
		const [again, copied] = [new SqliteSharedCalls(database, 'desk'), new SqliteSharedCalls(database, 'lap')];
		assert.match(calls.machine, /^\S+$/);
		assert.deepEqual([again.machine === calls.machine, copied.machine === calls.machine], [true, false]);
	});

	it('keep what was last heard until it is forgotten', () => {
		const spent = { spent: microUsd(5), held: microUsd(6), batched: microUsd(0) };
		const shares: readonly BudgetShare[] = [{ machine: 'lap', month: '2026-11', ...spent }];
		const heard = [calls.lastHeard()];
		calls.keepHeard(shares);
		heard.push(new SqliteSharedCalls(database).lastHeard());
		calls.keepHeard([]);
		heard.push(calls.lastHeard());
		assert.deepEqual(heard, [[], shares, []]);
	});
});
