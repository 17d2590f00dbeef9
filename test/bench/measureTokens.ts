import { monitorEventLoopDelay } from 'node:perf_hooks';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { TiktokenCounter } from '../../src/adapters/tokens/tiktokenCounter.js';
import { hundredWordPassages, seededRandom } from '../support/memory/hundredWordPassages.js';

const rounds = 7;

/** Milliseconds. */
export interface TokenMeasures {
	readonly characters: number;
	/** First count of a text in a new process, loading included. */
	readonly coldMs: number;
	readonly peerColdMs: number;
	/** A text that was not counted before, median. */
	readonly freshMs: number;
	readonly peerFreshMs: number;
	/** The same text again, with a paragraph more. */
	readonly againMs: number;
	/** The longest that the event loop was held up while ten fresh texts were counted. */
	readonly blockedMs: number;
	readonly peerBlockedMs: number;
	/** Both must count the same. */
	readonly tokens: number;
	readonly peerTokens: number;
}

/** A megabyte of prose, counted off the event loop, beside gpt-tokenizer on it. */
export async function measureTokens(dist: URL): Promise<TokenMeasures> {
	const texts = Array.from({ length: rounds + 1 }, (_, at) => megabyte(at + 1));
	const [first = '', ...fresh] = texts;
	const counter = new TiktokenCounter(dist);
	try {
		let tokens = 0;
		const coldMs = await timed(async () => (tokens = await counter.count(first)));
		let peerTokens = 0;
		const peerColdMs = await timed(() => (peerTokens = countTokens(first)));
		const againMs = await timed(() => counter.count(`${first}\n\nOne more paragraph.`));
		const ours = await blockedWhile(fresh, (text) => counter.count(text));
		const peer = await blockedWhile(fresh, (text) => countTokens(text));
		return {
			characters: first.length,
			coldMs,
			peerColdMs,
			againMs,
			freshMs: ours.medianMs,
			blockedMs: ours.longestMs,
			peerFreshMs: peer.medianMs,
			peerBlockedMs: peer.longestMs,
			tokens,
			peerTokens,
		};
	} finally {
		await counter.close();
	}
}

function megabyte(seed: number): string {
	const passages = hundredWordPassages(2_000, seededRandom(seed));
	return passages.join('\n\n').slice(0, 1_000_000);
}

async function blockedWhile(
	texts: readonly string[],
	count: (text: string) => unknown,
): Promise<{ readonly medianMs: number; readonly longestMs: number }> {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const times: number[] = [];
	for (const text of texts) {
		times.push(await timed(() => count(text)));
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	delay.disable();
	return {
		medianMs: times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0,
		longestMs: delay.max / 1e6,
	};
}

async function timed(work: () => unknown): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
