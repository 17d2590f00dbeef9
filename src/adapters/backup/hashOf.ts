import { createHash } from 'node:crypto';

/** SHA-256 of all bytes that a source gives, in hexadecimal. */
export async function hashOf(source: AsyncIterable<Buffer>, signal: AbortSignal): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of source) {
		signal.throwIfAborted();
		hash.update(chunk);
	}
	return hash.digest('hex');
}
