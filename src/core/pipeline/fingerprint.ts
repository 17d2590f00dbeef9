import { createHash } from 'node:crypto';

/** SHA-256 of any plain data, in hexadecimal; object keys count in sorted order. */
export function fingerprintOf(value: unknown): string {
	return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

export function textHash(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}
