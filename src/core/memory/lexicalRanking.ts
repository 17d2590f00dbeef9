import { memoryKinds, memoryTiers } from './entry.js';
import { bestScores, type RankedEntry } from './bestScores.js';
import type { EntryShapes, LexicalIndex, VisibleEntries } from './entryShapes.js';

export interface LexicalRanking {
	/** Best first. */
	readonly ranked: readonly RankedEntry[];
	/** Weight of each term that the index knows: the rarer, the more it says. */
	readonly weights: ReadonlyMap<string, number>;
}

/** How BM25 saturates and how much longer texts are held back (Robertson & Zaragoza 2009), as they suit short passages. */
const saturation = 1.2;
const lengthShare = 0.4;
/** What a term counts for that only the passage before or after has: a question is often about both. */
const neighbourShare = 0.35;
/** Of a long query's terms, those that stand in more than this share of all entries say nothing that the rare ones do not. */
const commonShare = 0.1;
const alwaysCounted = 8;
/** Beyond this share a term of the neighbours is everybody's. */
const neighbourlyShare = 0.05;

/**
 * Ranks entries by BM25 over the terms of a query. Only what is visible counts, for the weights of terms as well, so that
 * what a later chapter says changes nothing of what is recalled for an earlier one.
 */
export function rankLexically(
	terms: readonly string[],
	index: LexicalIndex,
	visible: VisibleEntries,
	limit: number,
): LexicalRanking {
	const shapes = index.shapes();
	const view = viewOf(shapes, visible.asOfChapter);
	const scores = new Float32Array(shapes.size + 1);
	const marks = new Int32Array(shapes.size + 1);
	const telling = tellingTerms(terms, index, view);
	telling.forEach((term, at) => {
		addTerm(term, view, scores);
		if (term.found <= view.entries * neighbourlyShare) addToNeighbours(term, at + 1, view, scores, marks);
	});
	const ranked = bestScores(scores, limit, allowance(shapes, visible));
	return { ranked, weights: new Map(telling.map(({ term, weight }) => [term, weight])) };
}

/** What may be seen as of a chapter. */
interface View {
	readonly shapes: EntryShapes;
	readonly lastChapter: number | undefined;
	readonly entries: number;
	/** What one occurrence counts in a text of so many terms. */
	readonly shareOfLength: Float32Array;
}

interface Term {
	readonly term: string;
	readonly postings: Int32Array;
	/** Visible entries with the term. */
	readonly found: number;
	readonly weight: number;
}

function viewOf(shapes: EntryShapes, lastChapter: number | undefined): View {
	const { chapters, lengths, size } = shapes;
	const last = lastChapter ?? Number.MAX_SAFE_INTEGER;
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
	return { shapes, lastChapter, entries, shareOfLength };
}

/** Rarest first. */
function tellingTerms(terms: readonly string[], index: LexicalIndex, view: View): readonly Term[] {
	const known = [...new Set(terms)].flatMap((term): readonly Term[] => {
		const postings = index.postings(term);
		const found = countVisible(postings, view);
		if (found === 0) return [];
		// As in Lucene, never negative.
		const weight = Math.log(1 + (view.entries - found + 0.5) / (found + 0.5));
		return [{ term, postings, found, weight }];
	});
	const rarestFirst = known.sort((a, b) => a.found - b.found || (a.term < b.term ? -1 : 1));
	return rarestFirst.filter(({ found }, at) => at < alwaysCounted || found <= view.entries * commonShare);
}

function countVisible(postings: Int32Array, { shapes: { chapters }, lastChapter }: View): number {
	if (lastChapter === undefined) return postings.length;
	let found = 0;
	for (const sequence of postings) if ((chapters[sequence] ?? 0) <= lastChapter) found++;
	return found;
}

function addTerm({ postings, weight }: Term, view: View, scores: Float32Array): void {
	const { shapes, shareOfLength } = view;
	const { chapters, lengths } = shapes;
	const last = view.lastChapter ?? Number.MAX_SAFE_INTEGER;
	for (const sequence of postings) {
		if ((chapters[sequence] ?? 0) > last) continue;
		scores[sequence] = (scores[sequence] ?? 0) + weight * (shareOfLength[lengths[sequence] ?? 0] ?? 0);
	}
}

function addToNeighbours({ postings, weight }: Term, mark: number, view: View, scores: Float32Array, marks: Int32Array): void {
	const { chapters, kinds, lengths } = view.shapes;
	const last = view.lastChapter ?? Number.MAX_SAFE_INTEGER;
	const share = weight * neighbourShare;
	for (const sequence of postings) marks[sequence] = mark;
	for (const sequence of postings) {
		const chapter = chapters[sequence] ?? 0;
		if (chapter > last) continue;
		for (let neighbour = sequence - 1; neighbour <= sequence + 1; neighbour += 2) {
			if (marks[neighbour] === mark || chapters[neighbour] !== chapter) continue;
			// What was written one after the other, of one kind and chapter, stands side by side in the story.
			if (kinds[neighbour] !== kinds[sequence] || (lengths[neighbour] ?? 0) === 0) continue;
			marks[neighbour] = mark;
			scores[neighbour] = (scores[neighbour] ?? 0) + share;
		}
	}
}

function allowance({ kinds: kindOf, tiers: tierOf }: EntryShapes, { kinds, tiers }: VisibleEntries): (sequence: number) => boolean {
	const wantedKinds = memoryKinds.map((kind) => kinds === undefined || kinds.includes(kind));
	const wantedTiers = memoryTiers.map((tier) => tiers === undefined || tiers.includes(tier));
	return (sequence) => wantedKinds[kindOf[sequence] ?? 0] === true && wantedTiers[tierOf[sequence] ?? 0] === true;
}
