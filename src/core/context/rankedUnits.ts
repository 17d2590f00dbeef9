import type { ContextItem } from './contextItem.js';
import { paragraphStretches, wholeOf, type Stretch } from './extract.js';
import { relevanceOf, type RelevancePorts } from './relevance.js';

/** What is taken or left as one: an item, or a paragraph of one that is too long to be taken whole. */
export interface RankedUnit {
	/** Index of its item. */
	readonly at: number;
	readonly item: ContextItem;
	readonly stretch: Stretch;
	readonly text: string;
	readonly isWholeItem: boolean;
	/** 0 to 1; 1 where nothing is asked for. */
	readonly relevance: number;
	readonly score: number;
}

/** What is to the point counts up to this much more than what is not. */
const relevanceShare = 0.6;
/** What the last chapter counts more than the beginning of the book: of two that are as much to the point, the later. */
const recencyShare = 0.02;

/**
 * Relevance times importance times recency, best first; of equals, the one that was offered first.
 * @param longest characters that one unit may have
 */
export async function rankedUnits(
	items: readonly ContextItem[],
	query: string,
	longest: number,
	ports: RelevancePorts,
): Promise<readonly RankedUnit[]> {
	const parts = items.flatMap((item, at) => partsOf(item, at, longest));
	const asked = query.trim() === '' ? undefined : await relevanceOf(query, sequels(parts), ports);
	const lastChapter = items.reduce((last, { chapter = 0 }) => Math.max(last, chapter), 1);
	return parts
		.map((part, index): RankedUnit => {
			const relevance = asked === undefined || part.item.alwaysRelevant === true ? 1 : (asked[index] ?? 0);
			return { ...part, relevance, score: scoreOf(part.item, relevance, lastChapter) };
		})
		.sort((a, b) => b.score - a.score || a.at - b.at || a.stretch.start - b.stretch.start);
}

type Part = Omit<RankedUnit, 'relevance' | 'score'>;

function partsOf(item: ContextItem, at: number, longest: number): readonly Part[] {
	const { text } = item;
	if (text.trim() === '' || item.required === true) return [];
	if (text.length <= longest) return [{ at, item, stretch: wholeOf(text), text, isWholeItem: true }];
	return paragraphStretches(text, longest).map((stretch) => ({
		...{ at, item, stretch },
		text: text.slice(stretch.start, stretch.end),
		isWholeItem: false,
	}));
}

/** Paragraphs of one section and chapter follow each other; lines of a list have nothing to do with their neighbours. */
function sequels(parts: readonly Part[]): readonly { readonly text: string; readonly isSequel: boolean }[] {
	return parts.map(({ text, item, isWholeItem, at }, index) => {
		const before = parts[index - 1];
		if (before === undefined) return { text, isSequel: false };
		const goesOn = item.layout === 'paragraph' && before.item.layout === 'paragraph' && at === before.at + 1;
		const isSamePlace = item.section === before.item.section && item.chapter === before.item.chapter;
		return { text, isSequel: isWholeItem ? goesOn && isSamePlace : at === before.at };
	});
}

function scoreOf({ importance, chapter }: ContextItem, relevance: number, lastChapter: number): number {
	const recency = 1 - recencyShare + (chapter === undefined ? recencyShare : (recencyShare * chapter) / lastChapter);
	return importance * recency * (1 - relevanceShare + relevanceShare * relevance);
}
