import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { schemaVersion } from '../../../src/adapters/sqlite/migrations.js';
import type { BackupManifest } from '../../../src/core/memory/backupManifest.js';

const sealBytes = 71;

export interface CraftedMember {
	readonly name: string;
	readonly content: Buffer | string;
}

/** A sealed ZIP file of any members. Names of the same length are put in afterwards, since yazl refuses bad ones. */
export async function craftedArchive(
	members: readonly CraftedMember[],
	renamed: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
	const zip = new ZipFile();
	for (const { name, content } of members) zip.addBuffer(Buffer.from(content), name, { mtime: new Date(0) });
	zip.end({ comment: ' '.repeat(sealBytes), forceZip64Format: false });
	return sealedAgain(withNames(await buffer(zip.outputStream), renamed));
}

/** What makes a changed file pass for one that was never changed. */
export function sealedAgain(bytes: Buffer): Buffer {
	const body = bytes.subarray(0, -sealBytes);
	const digest = createHash('sha256').update(body).digest('hex');
	return Buffer.concat([body, Buffer.from(`sha256:${digest}`)]);
}

export function withNames(bytes: Buffer, renamed: Readonly<Record<string, string>>): Buffer {
	const changed = Buffer.from(bytes);
	for (const [from, to] of Object.entries(renamed)) {
		if (from.length !== to.length) throw new Error(`${to} is not as long as ${from}.`);
		for (let at = changed.indexOf(from); at !== -1; at = changed.indexOf(from, at + 1)) changed.write(to, at, 'latin1');
	}
	return changed;
}

export function manifestOf(database: Buffer, changes: Readonly<Record<string, unknown>> = {}): string {
	const manifest: BackupManifest = {
		format: 1,
		schemaVersion,
		novel: { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', title: 'Salt' },
		createdAt: '2026-03-04T05:06:07.089Z',
		reason: 'asked',
		entries: 0,
		contentHash: null,
		changeMark: null,
		database: { bytes: database.length, sha256: createHash('sha256').update(database).digest('hex') },
	};
	return JSON.stringify({ ...manifest, ...changes });
}
