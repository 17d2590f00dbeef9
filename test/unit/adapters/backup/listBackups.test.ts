import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changeMark } from '../../../../src/adapters/backup/changeMark.js';
import { createBackup } from '../../../../src/adapters/backup/createBackup.js';
import { listBackups } from '../../../../src/adapters/backup/listBackups.js';
import { newestVerified } from '../../../../src/adapters/backup/newestVerified.js';
import type { Backup } from '../../../../src/core/memory/backup.js';
import { backupNovel } from '../../../support/backup/backupNovel.js';
import { sealedAgain } from '../../../support/backup/craftedArchive.js';
import { createdAt, facts, never, novel as identity } from '../../../support/backup/facts.js';
import { addBulk, fillNovel } from '../../../support/backup/filledNovel.js';

const hourMs = 60 * 60 * 1_000;

describe('the backups of a folder', () => {
	const novel = backupNovel();
	const make = (hours: number, changes: Parameters<typeof facts>[0] = {}): Promise<Backup> => {
		const { path, backups } = novel();
		const made = facts({ createdAt: createdAt + hours * hourMs, ...changes });
		return createBackup({ database: path, folder: backups, facts: made }, never);
	};
	const flip = async (name: string, at: number): Promise<void> => {
		const file = join(novel().backups, name);
		const bytes = await readFile(file);
		await writeFile(file, bytes.fill(1 ^ (bytes.at(at) ?? 0), at, at + 1));
	};

	it('are none where there is no folder', async () => {
		assert.deepEqual(await listBackups(novel().backups, true, never), []);
	});

	it('are listed newest first, without files of other kinds', async () => {
		const { backups, database } = novel();
		fillNovel(database);
		const first = await make(1, { reason: 'timer' });
		const third = await make(3, { reason: 'before-restore' });
		const second = await make(2, { reason: 'close' });
		await mkdir(join(backups, 'novel-2026-03-04T05-06-07-089Z-timer.zip'));
		for (const name of ['notes.txt', 'copy.zip', '.work-x']) await writeFile(join(backups, name), '');
		const unread = [third, second, first].map((one) => ({ ...one, verified: undefined }));
		assert.deepEqual(await listBackups(backups, false, never), unread);
		assert.deepEqual(await listBackups(backups, true, never), [third, second, first]);
		assert.deepEqual(
			unread.map(({ reason, entries, changeMark: mark, novelId }) => [reason, entries, mark, novelId]),
			['before-restore', 'close', 'timer'].map((reason) => [reason, 19, changeMark(database), identity.id]),
		);
	});

	it('are listed and left, however large they are', async () => {
		const { backups, database } = novel();
		addBulk(database, 5);
		const made = await make(1);
		for (let look = 0; look < 20; look++) {
			assert.deepEqual(await listBackups(backups, false, never), [{ ...made, verified: undefined }]);
		}
	});

	it('are shown as damaged where they are: at once when they cannot be read, else when they are read whole', async () => {
		const { backups, database } = novel();
		fillNovel(database);
		const [sound, flipped, cut] = [await make(1), await make(2), await make(3)];
		await flip(flipped.name, Math.floor(flipped.bytes / 2));
		await truncate(join(backups, cut.name), 1_000);
		const seen = async (checksums: boolean): Promise<unknown> =>
			(await listBackups(backups, checksums, never)).map(({ name, verified, entries }) => [name, verified, entries]);
		assert.deepEqual(await seen(false), [
			[cut.name, false, undefined],
			[flipped.name, undefined, 19],
			[sound.name, undefined, 19],
		]);
		assert.deepEqual(await seen(true), [
			[cut.name, false, undefined],
			[flipped.name, false, undefined],
			[sound.name, true, 19],
		]);
	});

	it('give the newest that is sound and of the novel, and say which were skipped', async () => {
		const { backups, database } = novel();
		fillNovel(database);
		await make(1);
		const wanted = await make(2);
		const other = await make(3, { novel: { id: '01BX5ZZKBKACTAV9WEVGEMMVRZ', title: 'Sugar' } });
		const [cut, flipped, resealed] = [await make(4), await make(5), await make(6)];
		await truncate(join(backups, cut.name), 1_000);
		await flip(flipped.name, Math.floor(flipped.bytes / 2));
		await flip(resealed.name, Math.floor(resealed.bytes / 2));
		const file = join(backups, resealed.name);
		await writeFile(file, sealedAgain(await readFile(file)));
		const { newest, skipped } = await newestVerified(backups, identity.id, never);
		assert.deepEqual(
			[newest?.name, newest?.manifest.createdAt, skipped.map(({ name }) => name)],
			[wanted.name, new Date(wanted.createdAt).toISOString(), [resealed, flipped, cut, other].map(({ name }) => name)],
		);
		assert.match(skipped[1]?.why ?? '', /its checksum is wrong/);
		assert.equal(skipped[3]?.why, `The backup ${other.name} is of another novel.`);
		assert.equal((await readdir(backups)).length, 6);
	});

	it('give none where none is sound', async () => {
		const { backups, database } = novel();
		fillNovel(database);
		assert.deepEqual(await newestVerified(backups, identity.id, never), { newest: undefined, skipped: [] });
		const { name } = await make(1);
		await rm(join(backups, name));
		await writeFile(join(backups, name), '');
		const { newest, skipped } = await newestVerified(backups, identity.id, never);
		assert.deepEqual([newest, skipped.map((one) => one.name)], [undefined, [name]]);
	});
});
