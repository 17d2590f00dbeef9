import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { changeMark } from '../../../../src/adapters/backup/changeMark.js';
import { openDatabase } from '../../../../src/adapters/sqlite/database.js';
import { CancellationError } from '../../../../src/base/errors.js';
import type { Backup, BackupArchive } from '../../../../src/core/memory/backup.js';
import { readBackupName } from '../../../../src/core/memory/backupName.js';
import type { BackupReason } from '../../../../src/core/memory/backupReason.js';
import { BackupService, type BackupSettings, type BackupState } from '../../../../src/services/memory/backupService.js';
import { backupNovel } from '../../../support/backup/backupNovel.js';
import { directBackupArchive } from '../../../support/backup/directBackupArchive.js';
import { createdAt, never, novel as identity } from '../../../support/backup/facts.js';
import { bucketEntry, storeOf } from '../../../support/backup/filledNovel.js';
import { FakeClock } from '../../../support/fakeClock.js';
import { until } from '../../../support/until.js';

const hourMs = 60 * 60 * 1_000;

describe('BackupService', function () {
	this.timeout(30_000);
	const novel = backupNovel();
	const open: BackupService[] = [];
	let clock: FakeClock;
	let settings: BackupSettings;
	let key = 0;

	beforeEach(() => {
		clock = new FakeClock(createdAt);
		settings = { intervalSeconds: 3_600, keep: 10 };
	});
	afterEach(async () => {
		for (const service of open.splice(0)) await service.onClose(AbortSignal.abort(new CancellationError()));
	});

	const service = (
		database: DatabaseSync = novel().database,
		archive: BackupArchive = directBackupArchive({ database: novel().path, folder: novel().backups }),
	): { service: BackupService; states: BackupState[] } => {
		const made = new BackupService({
			archive,
			clock,
			changeMark: () => changeMark(database),
			novel: () => identity,
			settings: () => settings,
		});
		const states: BackupState[] = [];
		made.onState((state) => states.push(state));
		open.push(made);
		return { service: made, states };
	};
	const change = (): void => void storeOf(novel().database).put([bucketEntry(++key)]);
	const made = (): readonly { readonly createdAt: number; readonly reason: BackupReason }[] =>
		namesIn(novel().backups)
			.map((name) => readBackupName(name))
			.filter((backup) => backup !== undefined);
	const hoursPass = async (hours: number): Promise<void> => {
		const end = clock.now() + hours * hourMs;
		await until(`${hours} hours have passed`, () => clock.now() >= end);
	};

	it('makes a backup when asked, and tells of it', async () => {
		const { service: backups, states } = service();
		change();
		const backup = await backups.create('asked', never);
		assert.deepEqual(states, [
			{ kind: 'running', reason: 'asked' },
			{ kind: 'done', backup, dropped: [] },
		]);
		assert.deepEqual(await backups.list(true, never), [backup]);
		assert.equal((await backups.verify(backup.name, never)).entries, 1);
	});

	it('makes one at a time, in the order they were asked for', async () => {
		const { service: backups, states } = service();
		change();
		const reasons: readonly BackupReason[] = ['asked', 'before-clear', 'before-restore'];
		await Promise.all(reasons.map((reason) => backups.create(reason, never)));
		assert.deepEqual(
			states.map((state) => [state.kind, state.kind === 'done' ? state.backup.reason : state.reason]),
			reasons.flatMap((reason) => [
				['running', reason],
				['done', reason],
			]),
		);
	});

	it('lets the oldest make room, but not what undoes something', async () => {
		settings = { intervalSeconds: 0, keep: 2 };
		const { service: backups, states } = service();
		change();
		const all: Backup[] = [];
		for (const reason of ['asked', 'before-restore', 'asked', 'asked', 'asked'] as const) {
			all.push(await backups.create(reason, never));
			clock.pass(hourMs);
		}
		const dropped = states.map((state) => (state.kind === 'done' ? state.dropped : undefined)).filter(Boolean);
		assert.deepEqual(dropped, [[], [], [], [all[0]?.name], [all[2]?.name]]);
		assert.deepEqual(
			(await backups.list(true, never)).map(({ name }) => name),
			[all[4], all[3], all[1]].map((backup) => backup?.name),
		);
	});

	it('makes one when the time has come and something has changed, and none for an idle novel', async () => {
		const { service: backups } = service();
		backups.start();
		await hoursPass(5);
		assert.deepEqual(made(), []);
		change();
		await until('a first backup', () => made().length === 1);
		await hoursPass(5);
		assert.equal(made().length, 1);
		change();
		await until('a second backup', () => made().length === 2);
		await hoursPass(5);
		const [first, second, ...more] = made();
		assert.deepEqual([first?.reason, second?.reason, more], ['timer', 'timer', []]);
	});

	it('waits until the newest is as old as the settings say, whoever made it', async () => {
		const other = await openDatabase(novel().path);
		const { service: elsewhere } = service(other.database);
		const { service: backups } = service();
		change();
		const newest = await elsewhere.create('asked', never);
		change();
		backups.start();
		const timed = await until('a backup on the timer', () => made().find(({ reason }) => reason === 'timer'));
		const waited = timed.createdAt - newest.createdAt;
		assert.ok(waited >= hourMs && waited < hourMs + 10 * 60_000, `it was made after ${waited} ms`);
		other.database.close();
	});

	it('makes none where another window has backed up the same state', async () => {
		const other = await openDatabase(novel().path);
		const { service: elsewhere } = service(other.database);
		const { service: backups } = service();
		change();
		await elsewhere.create('close', never);
		backups.start();
		await hoursPass(5);
		await backups.onClose(never);
		assert.deepEqual(
			made().map(({ reason }) => reason),
			['close'],
		);
		other.database.close();
	});

	it('follows the settings as they are', async () => {
		settings = { intervalSeconds: 0, keep: 10 };
		const { service: backups } = service();
		change();
		backups.start();
		await hoursPass(50);
		assert.deepEqual(made(), []);
		settings = { intervalSeconds: 10, keep: 10 };
		await until('a backup', () => made().length === 1);
	});

	it('is not held up by a backup of a clock that went ahead', async () => {
		const { service: backups } = service();
		change();
		clock.pass(1_000 * hourMs);
		await backups.create('asked', never);
		clock = new FakeClock(createdAt);
		change();
		const { service: later } = service();
		later.start();
		const timed = await until('a backup on the timer', () => made().find(({ reason }) => reason === 'timer'));
		assert.ok(timed.createdAt - createdAt < 2 * hourMs, `it was made after ${timed.createdAt - createdAt} ms`);
	});

	it('makes one on closing when something has changed since the last', async () => {
		const reasonsAfter = async (): Promise<readonly BackupReason[]> => {
			const { service: backups } = service();
			await backups.onClose(never);
			clock.pass(1_000);
			return made().map(({ reason }) => reason);
		};
		assert.deepEqual(await reasonsAfter(), []);
		change();
		assert.deepEqual(await reasonsAfter(), ['close']);
		assert.deepEqual(await reasonsAfter(), ['close']);
		change();
		assert.deepEqual(await reasonsAfter(), ['close', 'close']);
	});

	it('lets one that is being made end before it closes, and makes no second one of the same', async () => {
		const { service: backups, states } = service();
		change();
		backups.start();
		await until('one is being made', () => states.length > 0);
		await backups.onClose(never);
		assert.deepEqual(
			states.map(({ kind }) => kind),
			['running', 'done'],
		);
		const after = clock.waits.length;
		change();
		await new Promise((resolve) => setImmediate(resolve));
		assert.equal(clock.waits.length, after);
	});

	it('gives up one that nobody waits for when closing must be quick', async () => {
		const { service: backups, states } = service();
		change();
		// Heard at once: on a busy machine it may be done by the time that anybody looks.
		const closed = new Promise<void>((resolve, reject) => {
			const stop = backups.onState(() => {
				stop();
				backups.onClose(AbortSignal.abort(new CancellationError())).then(resolve, reject);
			});
		});
		backups.start();
		await closed;
		assert.deepEqual(states.map(({ kind }) => kind).slice(0, 2), ['running', 'cancelled']);
		assert.deepEqual(namesIn(novel().backups), []);
	});

	it('tells in a sentence what failed, tries again later, and closes all the same', async () => {
		const { backups: folder } = novel();
		await writeFile(folder, 'in the way');
		const { service: backups, states } = service();
		change();
		await assert.rejects(backups.create('asked', never), { code: 'unwritable' });
		assert.match(states.map((state) => (state.kind === 'failed' ? state.sentence : '')).join(''), /Rename|is a file/);
		backups.start();
		const started = clock.now();
		await until('the timer has failed', () =>
			states.some((state) => state.kind === 'failed' && state.reason === 'timer'),
		);
		assert.ok(clock.now() - started >= hourMs, 'it did not wait before it tried again');
		await rm(folder);
		await until('the timer has made one', () => states.some(({ kind }) => kind === 'done'));
		await rm(folder, { recursive: true });
		await writeFile(folder, 'in the way');
		change();
		await backups.onClose(never);
		assert.equal(states.at(-1)?.kind, 'failed');
	});

	it('passes a cancellation on', async () => {
		const { service: backups, states } = service();
		change();
		const reason = new CancellationError();
		await assert.rejects(backups.create('asked', AbortSignal.abort(reason)), reason);
		assert.deepEqual(states, [
			{ kind: 'running', reason: 'asked' },
			{ kind: 'cancelled', reason: 'asked' },
		]);
	});

	it('makes its backup though an older one cannot be removed, and removes that with the next', async () => {
		settings = { intervalSeconds: 0, keep: 1 };
		const { path, backups: folder } = novel();
		const locked = new Set<string>();
		const archive = directBackupArchive({ database: path, folder });
		const { service: backups, states } = service(novel().database, {
			...archive,
			remove: (name) =>
				locked.has(name) ? Promise.reject(new Error('Another program holds it.')) : archive.remove(name),
		});
		change();
		const first = await backups.create('asked', never);
		clock.pass(hourMs);
		locked.add(first.name);
		await backups.create('asked', never);
		locked.clear();
		clock.pass(hourMs);
		await backups.create('asked', never);
		assert.deepEqual(
			states.flatMap((state) => (state.kind === 'done' ? [state.dropped.length] : [])),
			[0, 0, 2],
		);
	});
});

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder).sort();
	} catch {
		return [];
	}
}
