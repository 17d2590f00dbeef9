import type { TokenCounter } from '../../core/models/tokenCounter.js';
import type { MemoryEntry } from '../../core/memory/entry.js';
import type { LexicalIndex } from '../../core/memory/entryShapes.js';
import { rankLexically } from '../../core/memory/lexicalRanking.js';
import type { MemoryStore, NumberedEntry } from '../../core/memory/memoryStore.js';
import { queryConcepts, type QueryConcept } from '../../core/memory/queryConcepts.js';
import { fuseRanks, type FusedRank, type RankedList } from '../../core/memory/rankFusion.js';
import type { MemoryMatch, RecallList, RecallQuery, RecallReason } from '../../core/memory/recall.js';
import { isSuperseded } from '../../core/memory/storyTime.js';
import type { Language, TextAnalysis } from '../../core/memory/textAnalysis.js';

/** Finds entries by what they mean. Absent without an embedding model. */
export interface MeaningSearch {
	/** @returns sequence numbers, nearest first; empty while the path does not work, which its health says */
	nearest(
		text: string,
		limit: number,
		asOfChapter: number | undefined,
		signal: AbortSignal,
	): Promise<readonly number[]>;
}

export interface RecallPorts {
	readonly store: MemoryStore;
	readonly index: LexicalIndex;
	readonly analyse: TextAnalysis;
	readonly language: Language;
	readonly tokens: TokenCounter;
	readonly meaning: MeaningSearch | undefined;
}

const defaultLimit = 10;
const mostMatches = 1_000;
/** Candidates of each list: what stands lower in both cannot come to the top of their fusion. */
const leastCandidates = 100;
const warmingEntries = 20;

/** Beside the two that search, small nudges among what they found. */
const weights: Readonly<Record<RecallList, number>> = {
	words: 1,
	meaning: 1,
	names: 0.1,
	recency: 0.03,
	importance: 0.05,
};

/** Recall fuses what words and meaning find; it reads nothing that a reader of the chapter does not know. */
export class RecallService {
	readonly #ports: RecallPorts;

	constructor(ports: RecallPorts) {
		this.#ports = ports;
	}

	/** Reads ahead what most queries need, so that the first one is as quick as the others. */
	warmUp(): void {
		const { store, index, analyse, language } = this.#ports;
		index.shapes();
		language.related('memory');
		const terms = new Set(store.sample(warmingEntries).flatMap(({ entry }) => analyse(entry.text)));
		for (const term of terms) index.postings(term);
	}

	/** Best first. Without a text nothing is found. */
	async recall(query: RecallQuery, signal: AbortSignal): Promise<readonly MemoryMatch[]> {
		signal.throwIfAborted();
		const limit = Math.min(mostMatches, Math.max(0, Math.floor(query.limit ?? defaultLimit)));
		const text = [query.text, ...(query.entities ?? [])].join('\n');
		const concepts = queryConcepts(text, this.#ports.analyse, this.#ports.language);
		const candidates = Math.max(leastCandidates, limit * 2);
		const words = rankLexically(concepts, this.#ports.index, query, candidates).map(({ sequence }) => sequence);
		const meaning = await this.#nearest(query, candidates, signal);
		const found = new Map(
			this.#ports.store.numbered([...new Set([...words, ...meaning])]).map((one) => [one.sequence, one]),
		);
		const entries = [...found.values()].filter(({ entry }) => isWanted(entry, query));
		const fused = fuseRanks<RecallList>([
			list('words', words),
			list('meaning', meaning),
			list('names', namesFirst(entries, query)),
			list('recency', latestFirst(entries)),
			list('importance', mostImportantFirst(entries)),
		]);
		const matches = this.#matches(
			fused,
			new Map(entries.map((one) => [one.sequence, one.entry])),
			query,
			limit,
			concepts,
		);
		return query.tokenBudget === undefined ? matches : await this.#within(query.tokenBudget, matches);
	}

	async #nearest(query: RecallQuery, limit: number, signal: AbortSignal): Promise<readonly number[]> {
		const { meaning } = this.#ports;
		if (meaning === undefined || query.text.trim() === '') return [];
		return await meaning.nearest(query.text, limit, query.asOfChapter, signal);
	}

	#matches(
		fused: readonly FusedRank<RecallList>[],
		entries: ReadonlyMap<number, MemoryEntry>,
		query: RecallQuery,
		limit: number,
		concepts: readonly QueryConcept[],
	): readonly MemoryMatch[] {
		const matches: MemoryMatch[] = [];
		for (const { sequence, score, ranks } of fused) {
			if (matches.length >= limit) break;
			const entry = entries.get(sequence);
			if (entry === undefined) continue;
			const superseded = this.#isSuperseded(entry, query.asOfChapter);
			if (superseded && query.withSuperseded !== true) continue;
			const reasons = ranks.map((one) => this.#reason(one, entry, query, concepts));
			matches.push({ entry, score, reasons, superseded });
		}
		return matches;
	}

	#isSuperseded({ id, details }: MemoryEntry, asOfChapter: number | undefined): boolean {
		if (details?.of !== 'fact') return false;
		return isSuperseded(id, this.#ports.store.claims(details.subject, details.attribute), asOfChapter);
	}

	#reason(
		{ name, rank }: FusedRank<RecallList>['ranks'][number],
		entry: MemoryEntry,
		query: RecallQuery,
		concepts: readonly QueryConcept[],
	): RecallReason {
		if (name === 'words') return { list: name, rank, matched: this.#wordsOf(entry, concepts) };
		return { list: name, rank, matched: name === 'names' ? sharedNames(entry, query) : [] };
	}

	#wordsOf({ text, entities }: MemoryEntry, concepts: readonly QueryConcept[]): readonly string[] {
		const terms = new Set(this.#ports.analyse([text, ...entities].join('\n')));
		return concepts
			.filter(
				({ term, related }) => terms.has(term) || related.some((way) => way.terms.every((other) => terms.has(other))),
			)
			.map(({ word }) => word);
	}

	async #within(budget: number, matches: readonly MemoryMatch[]): Promise<readonly MemoryMatch[]> {
		const counts = await this.#ports.tokens.countAll(matches.map(({ entry }) => entry.text));
		let left = budget;
		return matches.filter((_, at) => {
			const tokens = counts[at] ?? 0;
			if (tokens > left) return false;
			left -= tokens;
			return true;
		});
	}
}

function list(name: RecallList, sequences: readonly number[]): RankedList<RecallList> {
	return { name, sequences, weight: weights[name] };
}

/** The lexical list is filtered already; the other comes as it is. */
function isWanted({ kind, tier, chapter }: MemoryEntry, query: RecallQuery): boolean {
	if (query.asOfChapter !== undefined && chapter !== undefined && chapter > query.asOfChapter) return false;
	return (query.kinds?.includes(kind) ?? true) && (query.tiers?.includes(tier) ?? true);
}

function namesFirst(entries: readonly NumberedEntry[], query: RecallQuery): readonly number[] {
	return entries
		.map((one) => ({ sequence: one.sequence, shared: sharedNames(one.entry, query).length }))
		.filter(({ shared }) => shared > 0)
		.sort((a, b) => b.shared - a.shared || a.sequence - b.sequence)
		.map(({ sequence }) => sequence);
}

function sharedNames({ entities }: MemoryEntry, { text, entities: wanted = [] }: RecallQuery): readonly string[] {
	const asked = [text, ...wanted].join('\n').toLowerCase();
	return entities.filter((name) => asked.includes(name.toLowerCase()));
}

function latestFirst(entries: readonly NumberedEntry[]): readonly number[] {
	return inOrder(entries, (a, b) => (b.entry.chapter ?? 0) - (a.entry.chapter ?? 0) || b.sequence - a.sequence);
}

function mostImportantFirst(entries: readonly NumberedEntry[]): readonly number[] {
	const weight = ({ entry }: NumberedEntry): number => entry.importance + (entry.pinned ? 1 : 0);
	const least = Math.min(...entries.map(weight));
	// Where all weigh the same, their order would say something that nobody meant.
	const heavier = entries.filter((one) => weight(one) > least);
	return inOrder(heavier, (a, b) => weight(b) - weight(a) || a.sequence - b.sequence);
}

function inOrder(
	entries: readonly NumberedEntry[],
	compare: (a: NumberedEntry, b: NumberedEntry) => number,
): readonly number[] {
	return entries.toSorted(compare).map(({ sequence }) => sequence);
}
