import type { ContextItem } from '../context/contextItem.js';
import type { StoryBasis, StoryLine } from './draftBasis.js';
import type { StaleReason } from './staleness.js';
import { offeredHash, storyLine } from './storyBasis.js';

/** The story before a chapter as it stands now. */
export interface PresentStory {
	readonly page: string;
	readonly soFar: string;
	/** What is there to be told; asked for only when `soFar` is another one. */
	items(): readonly ContextItem[];
	/** Of the prose of an earlier chapter. */
	bodyOf(chapter: number): string;
	sentencesOf(chapter: number): ReadonlySet<string>;
}

export interface StoryVerdict {
	readonly reasons: readonly StaleReason[];
	/** Set where there is more to be told than there was, so that only fitting it shows whether it would go in. */
	readonly toFit?: readonly ContextItem[];
}

/** What of the story that went into a chapter's prompts is another one now. */
export function storyReasons(chapter: number, basis: StoryBasis, present: PresentStory): StoryVerdict {
	const page = basis.page === present.page ? [] : [chapterReason(chapter - 1, basis, present)];
	const passages = Object.entries(basis.passages).flatMap(([from, sentences]) =>
		areStanding(Number(from), sentences, basis, present) ? [] : [chapterReason(Number(from), basis, present)],
	);
	const { reasons, toFit } = lineReasons(basis, present);
	const all = inOrder([...page, ...passages, ...reasons]);
	return toFit === undefined || all.length > 0 ? { reasons: all } : { reasons: [], toFit };
}

/** @param fitted what would go in now */
export function fittedReasons(
	basis: StoryBasis,
	fitted: readonly StoryLine[],
	present: Pick<PresentStory, 'bodyOf'>,
): readonly StaleReason[] {
	const known = new Set(basis.lines.map(({ hash }) => hash));
	return inOrder(fitted.filter(({ hash }) => !known.has(hash)).map((line) => lineReason(line, basis, present)));
}

function lineReasons(basis: StoryBasis, present: PresentStory): StoryVerdict {
	if (basis.soFar === present.soFar) return { reasons: [] };
	const items = present.items();
	if (basis.offered === offeredHash(items)) return { reasons: [] };
	const offered = new Set(items.map((item) => storyLine(item).hash));
	const gone = basis.lines.filter(({ hash }) => !offered.has(hash));
	return { reasons: gone.map((line) => lineReason(line, basis, present)), toFit: items };
}

function areStanding(chapter: number, sentences: readonly string[], basis: StoryBasis, present: PresentStory): boolean {
	if (basis.bodies[chapter] === present.bodyOf(chapter)) return true;
	const standing = present.sentencesOf(chapter);
	return sentences.every((sentence) => standing.has(sentence));
}

function lineReason({ chapter }: StoryLine, basis: StoryBasis, present: Pick<PresentStory, 'bodyOf'>): StaleReason {
	return chapter === undefined ? { kind: 'notes' } : chapterReason(chapter, basis, present);
}

/** A line may come from a chapter that gave nothing before; then its text is what is new. */
function chapterReason(chapter: number, basis: StoryBasis, present: Pick<PresentStory, 'bodyOf'>): StaleReason {
	const before = basis.bodies[chapter];
	return { kind: before !== undefined && before === present.bodyOf(chapter) ? 'memory' : 'chapter', chapter };
}

/** Each once; of a chapter, its text says more than its memory. */
function inOrder(reasons: readonly StaleReason[]): readonly StaleReason[] {
	const kinds = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]));
	const texts = new Set(reasons.flatMap((one) => (one.kind === 'chapter' ? [one.chapter] : [])));
	return [...kinds.values()]
		.filter((one) => one.kind !== 'memory' || !texts.has(one.chapter))
		.sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf(reason: StaleReason): number {
	return 'chapter' in reason ? reason.chapter : Number.MAX_SAFE_INTEGER;
}
