import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { init, Tiktoken } from 'tiktoken/lite/init';

/** Where the tokenizer's two files stand. */
export interface TokenWorkerData {
	readonly folder: string;
}

export interface CountRequest {
	readonly id: number;
	readonly texts: readonly string[];
}

export type CountReply =
	{ readonly id: number; readonly counts: readonly number[] } | { readonly id: number; readonly error: string };

/** Neither Node's types nor the ES library declare it. */
declare const WebAssembly: { instantiate(bytes: Uint8Array, imports: unknown): Promise<never> };

interface Encoding {
	readonly bpe_ranks: string;
	readonly special_tokens: Record<string, number>;
	readonly pat_str: string;
}

/** Longer unbroken runs take quadratic time in every tokenizer; the cut costs at most a token a piece. */
const longestPiece = 2_000;

async function main(): Promise<void> {
	const { folder } = workerData as TokenWorkerData;
	const encoding = JSON.parse(readFileSync(`${folder}/o200k_base.json`, 'utf8')) as Encoding;
	await init((imports) => WebAssembly.instantiate(readFileSync(`${folder}/tiktoken_bg.wasm`), imports));
	const tokenizer = new Tiktoken(encoding.bpe_ranks, encoding.special_tokens, encoding.pat_str);
	const count = (text: string): number =>
		pieces(text).reduce((sum, piece) => sum + tokenizer.encode_ordinary(piece).length, 0);
	parentPort?.on('message', (request: CountRequest) => parentPort?.postMessage(reply(request, count)));
}

function reply({ id, texts }: CountRequest, count: (text: string) => number): CountReply {
	try {
		return { id, counts: texts.map(count) };
	} catch (error) {
		return { id, error: String(error) };
	}
}

const unbrokenRun = new RegExp(`\\S{${longestPiece}}`, 'u');

function pieces(text: string): readonly string[] {
	if (!unbrokenRun.test(text)) return [text];
	return text.match(new RegExp(`[^]{1,${longestPiece}}`, 'gu')) ?? [];
}

void main();
