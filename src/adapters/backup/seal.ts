import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { hashOf } from './hashOf.js';
import { readRange } from './readRange.js';

/** Stands at the end of a backup, as the comment of its ZIP file: a SHA-256 over all bytes before it. */
export const sealBytes = 'sha256:'.length + 64;

/** Takes a file whose last `sealBytes` bytes are yet to be filled, and gives it with its seal there. */
export async function* sealed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	const hash = createHash('sha256');
	let held = Buffer.alloc(0);
	for await (const chunk of source) {
		const known = Buffer.concat([held, chunk]);
		const ready = known.subarray(0, Math.max(0, known.length - sealBytes));
		held = known.subarray(ready.length);
		hash.update(ready);
		yield ready;
	}
	yield Buffer.from(`sha256:${hash.digest('hex')}`);
}

/** Whether each byte of a file is the one that was sealed, and none was added or lost. */
export async function isSealIntact(file: FileHandle, signal: AbortSignal): Promise<boolean> {
	const { size } = await file.stat();
	const start = Math.max(0, size - sealBytes);
	const expected = `sha256:${await hashOf(readRange(file, 0, start), signal)}`;
	return (await buffer(readRange(file, start, size))).equals(Buffer.from(expected));
}
