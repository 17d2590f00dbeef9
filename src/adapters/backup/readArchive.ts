import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import * as l10n from '@vscode/l10n';
import { isAppError, isCancellation } from '../../base/errors.js';
import { readBackupManifest, type BackupManifest } from '../../core/memory/backupManifest.js';
import { fileFault, systemCode } from '../files/fileFault.js';
import { databaseMember, manifestMember } from './archiveMembers.js';
import { badBackup, newerBackup } from './badBackup.js';
import { readRange } from './readRange.js';
import { isSealIntact } from './seal.js';

const maxManifestBytes = 64 * 1_024;

/** A backup whose members are the right ones. It stays open, so that what was checked is what is read. */
export interface OpenArchive {
	readonly manifest: BackupManifest;
	/** Gives no more bytes than the manifest says; fails where there are fewer or more. To be read once. */
	readonly database: AsyncIterable<Buffer>;
}

/**
 * Opens a backup for as long as `use` takes.
 * @param sealed whether to read it whole first and refuse it when a byte is wrong
 * @throws AppError `bad-backup` or `unreadable`
 */
export async function withArchive<T>(
	path: string,
	sealed: boolean,
	use: (archive: OpenArchive) => T | Promise<T>,
	signal: AbortSignal,
): Promise<T> {
	const file = await openFile(path);
	try {
		if (sealed && !(await isSealIntact(file, signal))) {
			throw badBackup(path, l10n.t('its checksum is wrong, so the file was cut or changed after it was made'));
		}
		return await use(await readMembers(path, file));
	} catch (error) {
		if (isAppError(error) || isCancellation(error)) throw error;
		if (systemCode(error) !== undefined) throw fileFault(error, 'unreadable', path);
		throw badBackup(path, l10n.t('it is not a whole ZIP file'), { cause: error });
	} finally {
		await file.close();
	}
}

async function openFile(path: string): Promise<FileHandle> {
	try {
		return await open(path, 'r');
	} catch (error) {
		if (systemCode(error) === 'ENOENT') throw badBackup(path, l10n.t('there is no such file'));
		throw fileFault(error, 'unreadable', path);
	}
}

async function readMembers(path: string, file: FileHandle): Promise<OpenArchive> {
	const { size } = await file.stat();
	const zip = await fromRandomAccessReaderPromise(new FileReader(file), size, {
		autoClose: false,
		decodeStrings: false,
		validateEntrySizes: false,
	});
	const members = new Map<string, Entry>();
	for await (const entry of zip.eachEntry()) members.set(await memberName(path, zip, entry, members), entry);
	const manifest = await readManifest(path, zip, member(path, members, manifestMember));
	const database = member(path, members, databaseMember);
	const { bytes } = manifest.database;
	if (database.uncompressedSize !== bytes) throw notAsLong(path, databaseMember);
	return { manifest, database: contentOf(path, zip, database, bytes) };
}

/** Holds the directory's name and the member's own to be one of ours, so that no other program unpacks something else. */
async function memberName(
	path: string,
	zip: ZipFile,
	entry: Entry,
	members: ReadonlyMap<string, Entry>,
): Promise<string> {
	const name = entry.fileNameRaw.toString('latin1');
	const own = (await zip.readLocalFileHeaderPromise(entry)).fileName.toString('latin1');
	const stranger = [name, own].find((given) => given !== manifestMember && given !== databaseMember);
	if (stranger !== undefined)
		throw badBackup(path, l10n.t('it holds {0}, which does not belong in a backup', inQuotes(stranger)));
	if (own !== name || members.has(name)) throw badBackup(path, l10n.t('it holds {0} twice', inQuotes(own)));
	if (!entry.canDecodeFileData())
		throw badBackup(path, l10n.t('its {0} is encrypted or compressed in a strange way', name));
	return name;
}

function inQuotes(name: string): string {
	return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}

function member(path: string, members: ReadonlyMap<string, Entry>, name: string): Entry {
	const entry = members.get(name);
	if (entry === undefined) throw badBackup(path, l10n.t('it holds no {0}', name));
	return entry;
}

async function readManifest(path: string, zip: ZipFile, entry: Entry): Promise<BackupManifest> {
	const bytes = Math.min(entry.uncompressedSize, maxManifestBytes);
	const reading = readBackupManifest(await text(contentOf(path, zip, entry, bytes)));
	if (reading.kind === 'newer') throw newerBackup(path);
	if (reading.kind === 'invalid')
		throw badBackup(path, l10n.t('its {0} is not one that Prometheus Novel wrote', manifestMember));
	return reading.manifest;
}

/** A member's bytes, of which there must be exactly so many: unpacking stops at the first one more. Opened when it is read. */
async function* contentOf(path: string, zip: ZipFile, entry: Entry, bytes: number): AsyncGenerator<Buffer> {
	const name = entry.fileNameRaw.toString('latin1');
	const stream = (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
	let length = 0;
	for await (const chunk of stream) {
		length += chunk.length;
		if (length > bytes) throw notAsLong(path, name);
		yield chunk;
	}
	if (length < bytes) throw notAsLong(path, name);
}

function notAsLong(path: string, name: string): Error {
	return badBackup(path, l10n.t('its {0} is not as long as it says', name));
}

/** Reads through a handle that its owner closes. */
class FileReader extends RandomAccessReader {
	readonly #file: FileHandle;

	constructor(file: FileHandle) {
		super();
		this.#file = file;
	}

	override _readStreamForRange(start: number, end: number): Readable {
		return readRange(this.#file, start, end);
	}
}
