import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { BytePairs } from './bytePairs.js';
import { isSettled, tokenPieces } from './tokenPieces.js';
import { openWholeTokenizer, type CountTokens } from './wholeTokenizer.js';

/** Where the tokenizer's files stand. */
export interface TokenWorkerData {
	readonly folder: string;
}

export interface CountRequest {
	readonly id: number;
	readonly texts: readonly string[];
}

export type CountReply =
	{ readonly id: number; readonly counts: readonly number[] } | { readonly id: number; readonly error: string };

/** Pieces whose count is remembered; mostly words. */
const remembered = 100_000;

const { folder } = workerData as TokenWorkerData;
const encoder = new TextEncoder();
const known = new Map<string, number>();
let pairs: BytePairs | undefined;
let bytes = new Uint8Array(1_024);
let whole: Promise<CountTokens> | undefined;

function countPieces(text: string): number {
	pairs ??= new BytePairs(readFileSync(`${folder}/o200k_base.tokens`));
	let count = 0;
	for (const piece of tokenPieces(text)) {
		let own = known.get(piece);
		if (own === undefined) {
			// First, since it may put a longer array in the place of this one.
			const length = encoded(piece);
			own = pairs.count(bytes, length);
			if (known.size >= remembered) known.clear();
			known.set(piece, own);
		}
		count += own;
	}
	return count;
}

/** @returns how many of `bytes` it takes */
function encoded(piece: string): number {
	if (piece.length * 3 > bytes.length) bytes = new Uint8Array(piece.length * 3);
	return encoder.encodeInto(piece, bytes).written;
}

async function countAll(texts: readonly string[]): Promise<readonly number[]> {
	const counts: number[] = [];
	for (const text of texts) {
		if (isSettled(text)) counts.push(countPieces(text));
		else counts.push((await (whole ??= openWholeTokenizer(folder)))(text));
	}
	return counts;
}

parentPort?.on('message', ({ id, texts }: CountRequest) => {
	const answer = (reply: CountReply): void => parentPort?.postMessage(reply);
	countAll(texts).then(
		(counts) => answer({ id, counts }),
		(error: unknown) => answer({ id, error: String(error) }),
	);
});
