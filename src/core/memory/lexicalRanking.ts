import { bestScores, type RankedEntry } from './bestScores.js';
import { memoryKinds, memoryTiers } from './entry.js';
import type { EntryShapes, LexicalIndex, VisibleEntries } from './entryShapes.js';
import type { QueryConcept } from './queryConcepts.js';

/** How BM25 saturates and how much longer texts are held back (Robertson & Zaragoza 2009), as they suit short passages. */
const saturation = 1.2;
const lengthShare = 0.4;
/** What a term counts for that only the passage before or after has: a question is often about both. */
const neighbourShare = 0.35;
/** Of a long query's terms, those that stand in more than this share of all entries say nothing that the rare ones do not. */
const commonShare = 0.1;
const alwaysCounted = 8;
/** Beyond this share, a term of the neighbours is everybody's, and a related one tells nothing. */
const tellingShare = 0.05;
/** In so few entries even a term that many have is read in no time. */
const quicklyRead = 2_000;

/**
 * Ranks entries by BM25 over the concepts of a query; an entry has a concept by its term or, for less, by a related one.
 * Only what is visible counts, for the weights of terms as well, so that what a later chapter says changes nothing of
 * what is recalled for an earlier one.
 * @returns best first, at most `limit`
 */
export function rankLexically(
	concepts: readonly QueryConcept[],
	index: LexicalIndex,
	visible: VisibleEntries,
	limit: number,
): readonly RankedEntry[] {
	const shapes = index.shapes();
	const view = viewOf(shapes, visible.asOfChapter);
	const total = new Float32Array(shapes.size + 1);
	const evidence = new Evidence(shapes.size + 1);
	const most = Math.max(quicklyRead, view.entries * tellingShare);
	for (const concept of tellingConcepts(concepts, index, view)) {
		for (const { postings, weight } of concept.ways) evidence.add(postings, weight, view);
		if (concept.found <= most) evidence.spread(view);
		evidence.settle(total, view);
	}
	return bestScores(total, limit, allowance(shapes, visible));
}

/** What may be seen as of a chapter. */
interface View {
	readonly shapes: EntryShapes;
	readonly last: number;
	readonly entries: number;
	/** What one occurrence counts in a text of so many terms. */
	readonly shareOfLength: Float32Array;
}

/** Entries that have a concept in one way. */
interface Way {
	readonly postings: Int32Array;
	readonly weight: number;
}

interface FoundConcept {
	readonly term: string;
	/** Visible entries that have it in any way. */
	readonly found: number;
	readonly ways: readonly Way[];
}

function viewOf(shapes: EntryShapes, asOfChapter: number | undefined): View {
	const { chapters, lengths, size } = shapes;
	const last = asOfChapter ?? Number.MAX_SAFE_INTEGER;
	let entries = 0;
	let words = 0;
	let longest = 0;
	for (let sequence = 1; sequence < size; sequence++) {
		const length = lengths[sequence] ?? 0;
		if (length === 0 || (chapters[sequence] ?? 0) > last) continue;
		entries++;
		words += length;
		if (length > longest) longest = length;
	}
	const mean = entries === 0 ? 1 : words / entries;
	const shareOfLength = Float32Array.from(
		{ length: longest + 1 },
		(_, length) => (saturation + 1) / (1 + saturation * (1 - lengthShare + (lengthShare * length) / mean)),
	);
	return { shapes, last, entries, shareOfLength };
}

/** Rarest first. */
function tellingConcepts(concepts: readonly QueryConcept[], index: LexicalIndex, view: View): readonly FoundConcept[] {
	const known = concepts.map((concept): FoundConcept => {
		const ways = waysOf(concept, index, view);
		return { term: concept.term, found: ways.reduce((sum, way) => sum + way.found, 0), ways };
	});
	const rarestFirst = known
		.filter(({ found }) => found > 0)
		.sort((a, b) => a.found - b.found || (a.term < b.term ? -1 : 1));
	const most = Math.max(quicklyRead, view.entries * commonShare);
	return rarestFirst.filter(({ found }, at) => at < alwaysCounted || found <= most);
}

function waysOf(
	{ term, related }: QueryConcept,
	index: LexicalIndex,
	view: View,
): readonly (Way & { readonly found: number })[] {
	const most = Math.max(quicklyRead, view.entries * tellingShare);
	const others = related.flatMap(({ terms, weight }) => {
		if (terms.some((other) => index.frequency(other) > most)) return [];
		return [{ postings: terms.map((other) => index.postings(other)).reduce(intersection), weight }];
	});
	return [{ postings: index.postings(term), weight: 1 }, ...others].flatMap(({ postings, weight }) => {
		const found = countVisible(postings, view);
		// As in Lucene, never negative.
		const rarity = Math.log(1 + (view.entries - found + 0.5) / (found + 0.5));
		return found === 0 ? [] : [{ postings, weight: weight * rarity, found }];
	});
}

/** Of two rising lists. */
function intersection(a: Int32Array, b: Int32Array): Int32Array {
	const inB = new Set(b);
	return a.filter((sequence) => inB.has(sequence));
}

function countVisible(postings: Int32Array, { shapes: { chapters }, last }: View): number {
	if (last === Number.MAX_SAFE_INTEGER) return postings.length;
	let found = 0;
	for (const sequence of postings) if ((chapters[sequence] ?? 0) <= last) found++;
	return found;
}

/** What the entries have of one concept: the best way counts, and once only. */
class Evidence {
	readonly #weights: Float32Array;
	#touched: number[] = [];

	constructor(size: number) {
		this.#weights = new Float32Array(size);
	}

	add(postings: Int32Array, weight: number, { shapes: { chapters }, last }: View): void {
		for (const sequence of postings) if ((chapters[sequence] ?? 0) <= last) this.#raise(sequence, weight);
	}

	/** The passages before and after have it as well, for less. */
	spread({ shapes: { previous, next } }: View): void {
		const found = this.#touched.length;
		const weights = this.#touched.map((sequence) => (this.#weights[sequence] ?? 0) * neighbourShare);
		for (let at = 0; at < found; at++) {
			const sequence = this.#touched[at] ?? 0;
			for (const neighbour of [previous[sequence] ?? 0, next[sequence] ?? 0])
				if (neighbour > 0) this.#raise(neighbour, weights[at] ?? 0);
		}
	}

	/** Adds it to the scores, and is ready for the next concept. */
	settle(total: Float32Array, { shapes: { lengths }, shareOfLength }: View): void {
		for (const sequence of this.#touched) {
			const share = shareOfLength[lengths[sequence] ?? 0] ?? 0;
			total[sequence] = (total[sequence] ?? 0) + (this.#weights[sequence] ?? 0) * share;
			this.#weights[sequence] = 0;
		}
		this.#touched = [];
	}

	#raise(sequence: number, weight: number): void {
		const known = this.#weights[sequence] ?? 0;
		if (known === 0) this.#touched.push(sequence);
		if (weight > known) this.#weights[sequence] = weight;
	}
}

function allowance(
	{ kinds: kindOf, tiers: tierOf }: EntryShapes,
	{ kinds, tiers }: VisibleEntries,
): (sequence: number) => boolean {
	const wantedKinds = memoryKinds.map((kind) => kinds === undefined || kinds.includes(kind));
	const wantedTiers = memoryTiers.map((tier) => tiers === undefined || tiers.includes(tier));
	return (sequence) => wantedKinds[kindOf[sequence] ?? 0] === true && wantedTiers[tierOf[sequence] ?? 0] === true;
}
