import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openLanguage } from '../../src/adapters/language/openLanguage.js';
import { TiktokenCounter } from '../../src/adapters/tokens/tiktokenCounter.js';
import type { ContextItem } from '../../src/core/context/contextItem.js';
import { textAnalysis } from '../../src/core/memory/textAnalysis.js';
import { ContextService } from '../../src/services/context/contextService.js';
import { hundredWordPassages, seededRandom } from '../support/memory/hundredWordPassages.js';

const rounds = 9;
const budget = 8_000;
const query = 'Why did the captain leave the letter on the table, and who found it in the evening?';

/** Milliseconds. */
export interface ContextMeasures {
	/** In a new process: tokenizer, stemmer, thesaurus and code are loaded on the way. */
	readonly coldMs: number;
	/** Another megabyte with all of that loaded, median and longest. */
	readonly warmMs: number;
	readonly longestMs: number;
	/** As one item of a megabyte. */
	readonly oneItemMs: number;
	/** The longest that the event loop was held up meanwhile. */
	readonly blockedMs: number;
	/** All of a megabyte counted and cut, as is done without ranking. */
	readonly countedMs: number;
	readonly mostTokens: number;
}

/** A megabyte of candidates fitted to 8,000 tokens. */
export async function measureContext(dist: URL): Promise<ContextMeasures> {
	const [first = [], ...others] = Array.from({ length: rounds + 2 }, (_, at) => megabyte(at + 1));
	const tokens = new TiktokenCounter(dist);
	let mostTokens = 0;
	try {
		const fitIn = async (service: ContextService, items: readonly ContextItem[]): Promise<void> => {
			const { text } = await service.fit(items, { budget, query });
			mostTokens = Math.max(mostTokens, await tokens.count(text));
		};
		const coldMs = await timed(async () => fitIn(await fresh(tokens, dist), first));
		const service = await fresh(tokens, dist);
		const fit = (items: readonly ContextItem[]): Promise<void> => fitIn(service, items);
		const delay = monitorEventLoopDelay({ resolution: 1 });
		const times: number[] = [];
		for (const items of others.slice(0, rounds)) {
			delay.enable();
			times.push(await timed(() => fit(items)));
			delay.disable();
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		const whole = others.at(-1)?.map(({ text }) => text) ?? [];
		const [line] = others[0] ?? [];
		const oneItemMs = line === undefined ? 0 : await timed(() => fit([{ ...line, text: whole.join('\n\n') }]));
		const sorted = times.toSorted((a, b) => a - b);
		return {
			...{ coldMs, oneItemMs, mostTokens },
			warmMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
			longestMs: sorted.at(-1) ?? 0,
			blockedMs: delay.max / 1e6,
			countedMs: await timed(() => tokens.countAll(megabyte(99).map(({ text }) => text))),
		};
	} finally {
		await tokens.close();
	}
}

async function fresh(tokens: TiktokenCounter, dist: URL): Promise<ContextService> {
	const language = await openLanguage('en', dist);
	return new ContextService({ tokens, language, analyse: textAnalysis(language) });
}

function megabyte(seed: number): readonly ContextItem[] {
	let characters = 0;
	return hundredWordPassages(2_000, seededRandom(seed))
		.filter((text) => (characters += text.length) <= 1_000_000)
		.map((text, at) => ({
			...{ key: `passage ${at}`, section: `Chapter ${Math.floor(at / 40)}`, text, source: 'bench' },
			...{ importance: 1, layout: 'paragraph' },
		}));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
