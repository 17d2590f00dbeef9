import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as l10n from '@vscode/l10n';
import type { ExtractedBackup } from '../../core/memory/backup.js';
import { fileFault } from '../files/fileFault.js';
import { schemaVersion } from '../sqlite/migrations.js';
import { databaseMember } from './archiveMembers.js';
import { badBackup, newerBackup } from './badBackup.js';
import { checkCopy } from './checkCopy.js';
import { withArchive, type OpenArchive } from './readArchive.js';

/**
 * Puts the database of a backup into an existing folder, as `novel.db`, once all there is to check about both has been
 * checked. Leaves nothing there when it fails. Blocks its thread for as long as SQLite checks.
 * @throws AppError `bad-backup`, `unreadable` or `unwritable`
 */
export async function extractBackup(file: string, folder: string, signal: AbortSignal): Promise<ExtractedBackup> {
	const target = join(folder, databaseMember);
	const extract = async (archive: OpenArchive): Promise<ExtractedBackup> => {
		if (archive.manifest.schemaVersion > schemaVersion) throw newerBackup(file);
		const copy = await create(target);
		try {
			await unpack(file, archive, copy, signal);
			checkCopy(file, target, archive.manifest.schemaVersion);
		} catch (error) {
			for (const suffix of ['', '-wal', '-shm']) await rm(target + suffix, { force: true });
			throw fileFault(error, 'unwritable', target);
		}
		return { manifest: archive.manifest, database: target };
	};
	return await withArchive(file, true, extract, signal);
}

async function create(target: string): Promise<FileHandle> {
	try {
		return await open(target, 'wx');
	} catch (error) {
		throw fileFault(error, 'unwritable', target);
	}
}

/** Closes the copy in any case. */
async function unpack(file: string, archive: OpenArchive, copy: FileHandle, signal: AbortSignal): Promise<void> {
	const hash = createHash('sha256');
	async function* hashed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		for await (const chunk of source) {
			hash.update(chunk);
			yield chunk;
		}
	}
	await pipeline(archive.database, hashed, copy.createWriteStream(), { signal });
	if (hash.digest('hex') === archive.manifest.database.sha256) return;
	throw badBackup(file, l10n.t('its {0} is not the one that the manifest describes', databaseMember));
}
