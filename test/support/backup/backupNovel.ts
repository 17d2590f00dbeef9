import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { temporaryFolder } from '../../unit/adapters/files/temporaryFolder.js';

export interface BackupNovel {
	readonly folder: string;
	readonly path: string;
	readonly backups: string;
	readonly database: DatabaseSync;
}

/** A fresh novel database for each test of the suite, open as the editor has it. */
export function backupNovel(): () => BackupNovel {
	const folder = temporaryFolder();
	let novel: BackupNovel | undefined;
	beforeEach(async () => {
		const path = join(folder(), '.prometheus', 'novel.db');
		const { database } = await openDatabase(path);
		novel = { folder: folder(), path, backups: join(folder(), '.prometheus', 'backups'), database };
	});
	afterEach(() => {
		if (novel?.database.isOpen === true) novel.database.close();
	});
	return () => {
		if (novel === undefined) throw new Error('There is no novel outside a test.');
		return novel;
	};
}
