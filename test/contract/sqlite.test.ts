import assert from 'node:assert/strict';
import { chmod, copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { schemaVersion } from '../../src/adapters/sqlite/migrations.js';
import { SqliteJournal } from '../../src/adapters/sqlite/sqliteJournal.js';
import { SqliteLedger } from '../../src/adapters/sqlite/sqliteLedger.js';
import { asUnprivileged } from '../support/asUnprivileged.js';
import { bundleScript, startScript } from '../support/processes/scriptProcess.js';
import { openDatabases } from '../support/openDatabases.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';
import { describeJournal } from './journal.contract.js';
import { describeLedger } from './ledger.contract.js';

describe('SQLite', () => {
	const folder = temporaryFolder();
	const path = (): string => join(folder(), '.prometheus', 'novel.db');
	const openAt = openDatabases();
	const open = async (): Promise<DatabaseSync> => (await openAt(path())).database;

	describeLedger('SqliteLedger', async () => new SqliteLedger(await open()));
	describeJournal('SqliteJournal', async () => new SqliteJournal(await open()));

	it('writes every commit through to the disk', async () => {
		const database = await open();
		const pragma = (name: string): unknown => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
		assert.deepEqual(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'user_version'].map(pragma), [
			'wal',
			2,
			1,
			5_000,
			schemaVersion,
		]);
	});

	it('keeps one budget over four processes', async () => {
		const script = await bundleScript('spendBudget', folder());
		const limit = 1_000_000;
		const processes = [1, 2, 3, 4].map((seed) => startScript(script, path(), String(limit), '150', String(seed)));
		for (const { lines } of processes) assert.equal((await lines.next()).value, 'ready');
		const ledger = new SqliteLedger(await open());
		for (const { child } of processes) child.stdin?.end('go\n');
		let over = 0;
		const results = Promise.all(
			processes.map(async ({ lines }) => JSON.parse((await lines.next()).value as string) as Sums),
		);
		const running = { now: true };
		void results.finally(() => (running.now = false)).catch(() => undefined);
		while (running.now) {
			const { spent, held } = ledger.totals();
			if (spent + held > limit) over++;
			await new Promise((resolve) => setImmediate(resolve));
		}
		const sum = (of: (sums: Sums) => number, all: readonly Sums[]): number =>
			all.reduce((total, one) => total + of(one), 0);
		const all = await results;
		const { spent, held, calls } = ledger.totals();
		assert.deepEqual(
			{ spent, held, calls, over },
			{
				spent: sum((one) => one.spent, all),
				held: sum((one) => one.held, all),
				calls: sum((one) => one.allowed, all),
				over: 0,
			},
		);
		assert.ok(sum((one) => one.denied, all) > 0, 'the budget was never used up');
		await Promise.all(processes.map(({ ended }) => ended));
	});

	it('loses no acknowledged row to a kill', async () => {
		const script = await bundleScript('writeRows', folder());
		let last = -1;
		for (let kill = 1; kill <= 20; kill++) {
			const { child, lines, ended } = startScript(script, path(), String(last + 1_000));
			const acknowledged: number[] = [];
			for await (const line of lines) {
				acknowledged.push(Number(line));
				if (acknowledged.length === 1 + ((kill * 7) % 30)) child.kill('SIGKILL');
			}
			await ended;
			const { database, quarantined } = await openDatabase(path());
			const [journal, ledger] = [new SqliteJournal(database), new SqliteLedger(database)];
			const lost = acknowledged.filter((number) => journal.result(`node-${number}`, 'f') === undefined);
			const streamed = journal.streamedVersions('scene').join('');
			const unstreamed = acknowledged.filter((number) => !streamed.includes(String(number).padStart(10)));
			const settled = ledger.breakdown('run')[0]?.calls ?? 0;
			const openIds = new Set(ledger.openCalls().map(({ id }) => Number(id.slice('call-'.length))));
			database.close();
			assert.deepEqual(
				{ lost, unstreamed, stillOpen: acknowledged.filter((number) => openIds.has(number)), quarantined },
				{ lost: [], unstreamed: [], stillOpen: [], quarantined: undefined },
			);
			assert.ok(settled >= acknowledged.length);
			last = Math.max(last, ...acknowledged);
		}
	});

	it('opens a new database in four processes at once', async () => {
		const script = await bundleScript('spendBudget', folder());
		const processes = [1, 2, 3, 4].map((seed) => startScript(script, path(), '1', '1', String(seed)));
		const first = await Promise.all(processes.map(async ({ lines }) => (await lines.next()).value as string));
		for (const { child } of processes) child.stdin?.end('go\n');
		await Promise.all(processes.map(({ ended }) => ended));
		assert.deepEqual(first, ['ready', 'ready', 'ready', 'ready']);
	});

	const damages: readonly (readonly [what: string, damage: (path: string) => Promise<void>])[] = [
		['garbage', (file) => writeFile(file, 'This was a database once.'.repeat(1_000))],
		[
			'a damaged page',
			async (file) => {
				const bytes = await readFile(file);
				await writeFile(file, bytes.fill(0xff, 4_096, 12_288));
			},
		],
		['half a file', async (file) => truncate(file, Math.floor((await stat(file)).size / 2))],
	];
	for (const [what, damage] of damages) {
		it(`sets a database aside that turned out to be ${what}, and begins a new one`, async () => {
			const { database } = await openDatabase(path());
			const journal = new SqliteJournal(database);
			for (let row = 0; row < 200; row++) journal.appendStream('n', 'f', row * 200, 'x'.repeat(200));
			database.close();
			await damage(path());
			const damaged = await readFile(path());
			const reopened = await openAt(path());
			assert.match(basename(reopened.quarantined ?? ''), /^novel\.db\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/);
			assert.ok((await readFile(reopened.quarantined ?? '')).equals(damaged));
			assert.equal(new SqliteJournal(reopened.database).streamed('n', 'f'), '');
		});
	}

	it('keeps every database that it sets aside, also two in the same second', async () => {
		await mkdir(join(folder(), '.prometheus'));
		const quarantined: (string | undefined)[] = [];
		for (const content of ['first', 'second', 'third']) {
			await writeFile(path(), content.repeat(500));
			const { database, quarantined: aside } = await openDatabase(path());
			database.close();
			quarantined.push(aside);
		}
		const texts = await Promise.all(
			quarantined.map(async (aside) => (await readFile(aside ?? '', 'utf8')).slice(0, 5)),
		);
		assert.deepEqual([texts, new Set(quarantined).size], [['first', 'secon', 'third'], 3]);
	});

	it('refuses a database of a newer version, and leaves it as it is', async () => {
		await mkdir(join(folder(), '.prometheus'));
		const database = new DatabaseSync(path());
		database.exec(`CREATE TABLE future (x); PRAGMA user_version = ${schemaVersion + 1}`);
		database.close();
		const before = await readFile(path());
		await assert.rejects(openDatabase(path()), {
			code: 'newer-database',
			message:
				/was written by a newer version of Prometheus Novel\. Update the extension; the file was left as it is\.$/,
		});
		assert.ok((await readFile(path())).equals(before));
		assert.deepEqual(await readdir(join(folder(), '.prometheus')), ['novel.db']);
	});

	it('says what to do when the folder or the file may not be written to', async function () {
		if (process.platform === 'win32') this.skip();
		const unwritable = {
			code: 'unwritable',
			message: /^Cannot write to .*Allow writing to the novel's folder, or move/,
		};
		await chmod(folder(), 0o555);
		await asUnprivileged(() => assert.rejects(openDatabase(path()), unwritable));
		await chmod(folder(), 0o755);
		(await openDatabase(path())).database.close();
		await chmod(join(folder(), '.prometheus'), 0o555);
		await chmod(path(), 0o444);
		await asUnprivileged(() => assert.rejects(openDatabase(path()), unwritable));
		await chmod(join(folder(), '.prometheus'), 0o755);
	});

	it('opens a copy of a database that was in use', async () => {
		const database = await open();
		new SqliteJournal(database).appendStream('n', 'f', 0, 'text');
		const copy = join(folder(), 'copy.db');
		for (const suffix of ['', '-wal']) await copyFile(path() + suffix, copy + suffix);
		const reopened = await openAt(copy);
		assert.deepEqual(
			[new SqliteJournal(reopened.database).streamed('n', 'f'), reopened.quarantined],
			['text', undefined],
		);
	});
});

interface Sums {
	readonly held: number;
	readonly spent: number;
	readonly allowed: number;
	readonly denied: number;
}
