import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

const chunkBytes = 256 * 1_024;

/** The bytes of a file from `start` up to, but not with, `end`; fewer where the file ends before. Leaves the file open. */
export function readRange(file: FileHandle, start: number, end: number): Readable {
	return Readable.from(chunks(file, start, end), { objectMode: false });
}

async function* chunks(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
	for (let position = start; position < end;) {
		const length = Math.min(chunkBytes, end - position);
		const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
		if (bytesRead === 0) return;
		position += bytesRead;
		yield buffer.subarray(0, bytesRead);
	}
}
