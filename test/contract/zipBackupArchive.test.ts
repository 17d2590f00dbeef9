import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkWholeDatabase } from '../../src/adapters/backup/checkWholeDatabase.js';
import { ZipBackupArchive } from '../../src/adapters/backup/zipBackupArchive.js';
import { CancellationError } from '../../src/base/errors.js';
import { backupNovel } from '../support/backup/backupNovel.js';
import { facts, never, novel as identity } from '../support/backup/facts.js';
import { addBulk, fillNovel } from '../support/backup/filledNovel.js';
import { tableRows } from '../support/backup/tableRows.js';
import { dist } from '../support/novel/sampleProject.js';

describe('ZipBackupArchive', function () {
	this.timeout(60_000);
	const novel = backupNovel();
	const archive = (): ZipBackupArchive => {
		const { path, backups } = novel();
		return new ZipBackupArchive({ dist, database: path, folder: backups });
	};

	it('makes, lists, checks, unpacks and removes backups', async () => {
		const { folder, path, database } = novel();
		fillNovel(database);
		const before = tableRows(path);
		const made = await archive().create(facts(), never);
		database.exec('DELETE FROM memory_entry');
		const listed = await archive().list(true, never);
		const manifest = await archive().verify(made.name, never);
		const extracted = await archive().extract(made.name, folder, never);
		const { newest, skipped } = await archive().newestVerified(identity.id, never);
		assert.deepEqual(
			{ listed, extracted, newest, skipped },
			{
				listed: [made],
				extracted: { manifest, database: join(folder, 'novel.db') },
				newest: { name: made.name, manifest },
				skipped: [],
			},
		);
		assert.deepEqual(tableRows(extracted.database), before);
		await archive().remove(made.name);
		await archive().remove(made.name);
		assert.deepEqual(await archive().list(true, never), []);
	});

	it('takes an absolute path, and no name that leads out of its folder', async () => {
		const { backups, folder, database } = novel();
		fillNovel(database);
		const made = await archive().create(facts(), never);
		const stray = join(folder, 'kept elsewhere.zip');
		await copyFile(join(backups, made.name), stray);
		assert.deepEqual(await archive().verify(stray, never), await archive().verify(made.name, never));
		for (const name of ['../novel.db', 'kept elsewhere.zip', `x/${made.name}`, '']) {
			await assert.rejects(archive().verify(name, never), { code: 'bad-backup', message: /not the name of a backup/ });
			await assert.rejects(archive().remove(name), { code: 'bad-backup' });
		}
		await assert.rejects(archive().remove(stray), { code: 'bad-backup' });
		assert.ok(existsSync(stray));
	});

	it('hands faults over whole', async () => {
		const { backups, database } = novel();
		fillNovel(database);
		const { name } = await archive().create(facts(), never);
		await writeFile(join(backups, name), 'gone');
		await assert.rejects(archive().verify(name, never), { name: 'AppError', code: 'bad-backup' });
		await assert.rejects(archive().extract(name, backups, never), { name: 'AppError', code: 'bad-backup' });
	});

	it('lets its caller go on meanwhile', async () => {
		const { database } = novel();
		addBulk(database, 10);
		const before = performance.eventLoopUtilization();
		const { name } = await archive().create(facts(), never);
		await archive().verify(name, never);
		const { utilization } = performance.eventLoopUtilization(before);
		assert.ok(utilization < 0.5, `the caller was busy for ${Math.round(utilization * 100)} % of the time`);
	});

	it('leaves nothing when it is cancelled, whatever it was at', async () => {
		const { backups, database } = novel();
		addBulk(database, 15);
		const inWork = (file: string): boolean =>
			existsSync(backups) && readdirSync(backups).some((work) => existsSync(join(backups, work, file)));
		for (const file of ['', 'novel.db', 'backup.zip']) {
			const cancel = new AbortController();
			const reason = new CancellationError();
			const refused = settling(assert.rejects(archive().create(facts(), cancel.signal), reason));
			while (!inWork(file) && !refused.settled) await nextTurn();
			cancel.abort(reason);
			await refused.promise;
			assert.deepEqual(await readdir(backups), []);
		}
		const before = new AbortController();
		before.abort(new CancellationError('Not now.'));
		await assert.rejects(archive().create(facts(), before.signal), { message: 'Not now.' });
		const { name } = await archive().create(facts(), never);
		assert.deepEqual(await readdir(backups), [name]);
	});

	it('unpacks and checks nothing more once it is cancelled', async () => {
		const { backups, folder, database } = novel();
		addBulk(database, 15);
		const { name } = await archive().create(facts(), never);
		const target = join(folder, 'target');
		await mkdir(target);
		const cancel = new AbortController();
		const extracted = assert.rejects(archive().extract(name, target, cancel.signal), { name: 'AbortError' });
		while (!existsSync(join(target, 'novel.db'))) await nextTurn();
		cancel.abort(new CancellationError());
		await extracted;
		assert.deepEqual([await readdir(target), await readdir(backups)], [[], [name]]);
	});

	it('tells whether a live database is sound, or what is wrong with it', async () => {
		const { path, database } = novel();
		fillNovel(database, 300);
		assert.equal(await checkWholeDatabase(dist, path, never), 'ok');
		database.exec("PRAGMA ignore_check_constraints = ON; UPDATE memory_entry SET tier = 'lost' WHERE sequence = 3");
		assert.equal(await checkWholeDatabase(dist, path, never), 'CHECK constraint failed in memory_entry');
		database.close();
		await writeFile(path, 'This was a database once.'.repeat(1_000));
		assert.equal(await checkWholeDatabase(dist, path, never), 'file is not a database');
	});
});

function nextTurn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

function settling<T>(promise: Promise<T>): { readonly promise: Promise<T>; settled: boolean } {
	const watched = { promise, settled: false };
	const note = (): void => void (watched.settled = true);
	promise.then(note, note);
	return watched;
}
