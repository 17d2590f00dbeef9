import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { changeMark } from '../../../../src/adapters/backup/changeMark.js';
import { createBackup } from '../../../../src/adapters/backup/createBackup.js';
import { extractBackup } from '../../../../src/adapters/backup/extractBackup.js';
import { verifyBackup } from '../../../../src/adapters/backup/verifyBackup.js';
import { schemaVersion } from '../../../../src/adapters/sqlite/migrations.js';
import { backupNovel } from '../../../support/backup/backupNovel.js';
import { createdAt, facts, never, novel as identity } from '../../../support/backup/facts.js';
import { addBulk, fillNovel, storeOf } from '../../../support/backup/filledNovel.js';
import { tableRows } from '../../../support/backup/tableRows.js';

const name = 'novel-2026-03-04T05-06-07-089Z-asked.zip';

describe('making a backup', () => {
	const novel = backupNovel();

	it('keeps every row of every table, through check and unpacking', async () => {
		const { path, backups, database, folder } = novel();
		fillNovel(database);
		const before = tableRows(path);
		const made = await createBackup({ database: path, folder: backups, facts: facts() }, never);
		const verified = await verifyBackup(join(backups, name), backups, never);
		const extracted = await extractBackup(join(backups, name), folder, never);
		assert.deepEqual(tableRows(extracted.database), before);
		assert.ok(
			Object.values(before).every((rows) => rows.length > 0),
			'a table was empty',
		);
		const { size } = await stat(join(backups, name));
		assert.deepEqual(made, {
			name,
			createdAt,
			reason: 'asked',
			bytes: size,
			novelId: identity.id,
			entries: 19,
			changeMark: changeMark(database),
			verified: true,
		});
		const { database: copy, ...rest } = verified;
		assert.deepEqual(
			[rest, copy.bytes, extracted.manifest],
			[
				{
					format: 1,
					schemaVersion,
					novel: identity,
					createdAt: '2026-03-04T05:06:07.089Z',
					reason: 'asked',
					entries: 19,
					contentHash: storeOf(database).contentHash(),
					changeMark: changeMark(database),
				},
				(await stat(extracted.database)).size,
				verified,
			],
		);
		assert.deepEqual(await readdir(backups), [name]);
	});

	it('keeps the full-text index usable', async () => {
		const { path, backups, database, folder } = novel();
		fillNovel(database);
		await createBackup({ database: path, folder: backups, facts: facts() }, never);
		const copy = new DatabaseSync((await extractBackup(join(backups, name), folder, never)).database);
		const find = copy.prepare('SELECT rowid FROM memory_terms WHERE memory_terms MATCH ? ORDER BY rank');
		assert.deepEqual(
			find.all('bucket7').map((row) => ({ ...row })),
			[{ rowid: 7 }],
		);
		copy.exec('DELETE FROM memory_terms WHERE rowid = 7');
		assert.deepEqual(find.all('bucket7'), []);
		copy.close();
	});

	it('makes a file that any program unpacks', async function () {
		const { path, backups, database, folder } = novel();
		fillNovel(database);
		await createBackup({ database: path, folder: backups, facts: facts() }, never);
		const unpacked = join(folder, 'unpacked');
		await mkdir(unpacked);
		try {
			await promisify(execFile)('unzip', [join(backups, name), '-d', unpacked]);
		} catch (error) {
			if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
			this.skip();
		}
		assert.deepEqual((await readdir(unpacked)).sort(), ['manifest.json', 'novel.db']);
		assert.deepEqual(tableRows(join(unpacked, 'novel.db')), tableRows(path));
	});

	it('copies a database of the schema before, which has no memory', async () => {
		const { backups, folder } = novel();
		const path = join(folder, 'old.db');
		const old = new DatabaseSync(path);
		old.exec("CREATE TABLE call (id TEXT); INSERT INTO call VALUES ('one'); PRAGMA user_version = 1");
		old.close();
		const { reason } = facts({ reason: 'before-migration' });
		const made = await createBackup({ database: path, folder: backups, facts: facts({ reason }) }, never);
		const manifest = await verifyBackup(join(backups, made.name), backups, never);
		const { schemaVersion, entries, contentHash, changeMark: mark } = manifest;
		assert.deepEqual([schemaVersion, entries, contentHash, mark], [1, 0, null, null]);
	});

	it('copies a database that nobody has open, with what a killed process has left in its log', async () => {
		const { path, backups, folder, database } = novel();
		database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		fillNovel(database);
		const left = join(folder, 'left.db');
		for (const suffix of ['', '-wal']) await copyFile(path + suffix, left + suffix);
		const made = await createBackup({ database: left, folder: backups, facts: facts() }, never);
		const extracted = await extractBackup(join(backups, made.name), folder, never);
		assert.deepEqual(tableRows(extracted.database), tableRows(path));
	});

	it('gives two of the same moment two names', async () => {
		const { path, backups, database } = novel();
		fillNovel(database);
		for (let made = 0; made < 3; made++) await createBackup({ database: path, folder: backups, facts: facts() }, never);
		assert.deepEqual(
			(await readdir(backups)).sort(),
			['089', '090', '091'].map((ms) => name.replace('089', ms)),
		);
	});

	it('refuses to back up a damaged database, and leaves nothing', async () => {
		const { path, backups, database } = novel();
		fillNovel(database, 300);
		database.close();
		const bytes = await readFile(path);
		await writeFile(path, bytes.fill(0xff, 8_192, 20_480));
		await assert.rejects(createBackup({ database: path, folder: backups, facts: facts() }, never), {
			code: 'damaged-database',
			message: /novel\.db is damaged \(.+\), so no backup was made\./,
		});
		assert.deepEqual(await readdir(backups), []);
	});

	it('says so when its folder cannot be made', async () => {
		const { path, folder } = novel();
		const inTheWay = join(folder, 'file');
		await writeFile(inTheWay, '');
		await assert.rejects(createBackup({ database: path, folder: join(inTheWay, 'backups'), facts: facts() }, never), {
			code: 'unwritable',
			message: /a part of its path is a file/,
		});
	});

	it('removes what a process that died has left, and nothing that another one is at', async () => {
		const { path, backups, database } = novel();
		addBulk(database, 1);
		const [abandoned, fresh] = ['.work-01ARZ3NDEKTSV4RRFFQ69G5FAV', '.work-7ZZZZZZZZZTSV4RRFFQ69G5FAV'];
		for (const work of [abandoned, fresh, '.work-mine']) {
			await mkdir(join(backups, work), { recursive: true });
			await writeFile(join(backups, work, 'novel.db'), 'half');
		}
		await createBackup({ database: path, folder: backups, facts: facts() }, never);
		assert.deepEqual((await readdir(backups)).sort(), ['.work-mine', fresh, name].sort());
	});

	it('changes nothing about the database that it copies', async () => {
		const { path, backups, database } = novel();
		fillNovel(database);
		const before = [changeMark(database), tableRows(path)];
		await createBackup({ database: path, folder: backups, facts: facts() }, never);
		assert.deepEqual([changeMark(database), tableRows(path)], before);
	});
});
