import type { MemoryEntry } from '../../core/memory/entry.js';
import { wordsOf } from '../../core/memory/textAnalysis.js';
import { bodyPlaces, type BodyPlaces } from '../../core/novel/bodyPlaces.js';
import { quoteOffsets } from '../../core/prose/paragraphLocation.js';
import { sentencesOf } from '../../core/prose/sentences.js';

/**
 * `passage`: the words themselves; `nearby`: they have changed, and stood about here; `gone`: they are not there any more;
 * `whole`: the entry speaks of the whole chapter. For the last two the place is the beginning of the prose.
 */
export type EvidenceKind = 'passage' | 'nearby' | 'gone' | 'whole';

export interface EvidencePlace {
	readonly kind: EvidenceKind;
	/** UTF-16 offsets into the text. */
	readonly start: number;
	readonly end: number;
}

interface Span {
	readonly start: number;
	readonly end: number;
}

/** Shorter sentences stand in many places. */
const leastSentence = 20;
/** Two passages of one author share about a quarter of their words. */
const leastKept = 0.4;

/**
 * Where the source of an entry stands in the text of its chapter as it is now.
 * @param text of the chapter's file, with line feeds only
 */
export function evidencePlace(text: string, entry: MemoryEntry): EvidencePlace {
	const places = bodyPlaces(text);
	const beginning = places.inFile(0);
	const quote = quoteOf(entry);
	if (quote === undefined) return { kind: 'whole', start: beginning, end: beginning };
	const remembered = rememberedSpan(places, entry);
	const exact = (remembered && within(text, remembered, quote)) ?? quoteOffsets(text, quote);
	if (exact !== undefined) return { kind: 'passage', ...exact };
	const stillAkin = remembered && isAkin(text.slice(remembered.start, remembered.end), quote) ? remembered : undefined;
	const nearby = firstSentence(text, quote) ?? stillAkin;
	return nearby === undefined
		? { kind: 'gone', start: beginning, end: beginning }
		: { kind: 'nearby', start: nearby.start, end: nearby.end };
}

/** What of the chapter an entry repeats word for word; undefined where it speaks in words of its own. */
function quoteOf({ kind, text, details, source }: MemoryEntry): string | undefined {
	if (details !== undefined) return 'quote' in details && details.quote.trim() !== '' ? details.quote : undefined;
	const isOwnWords = kind === 'note' && (source === undefined || source.start === source.end);
	return isOwnWords || kind === 'summary' ? undefined : text;
}

/** What is said twice in a chapter is meant where it was read. */
function within(text: string, { start, end }: Span, quote: string): Span | undefined {
	const found = quoteOffsets(text.slice(start, end), quote);
	return found && { start: start + found.start, end: start + found.end };
}

function rememberedSpan({ body, inFile }: BodyPlaces, { source }: MemoryEntry): Span | undefined {
	if (source === undefined || source.start >= source.end || source.start >= body.length) return undefined;
	return { start: inFile(source.start), end: inFile(source.end) };
}

/** What stands in its place now has come from it, and is no other passage. */
function isAkin(now: string, quote: string): boolean {
	const words = new Set(wordsOf(quote));
	const kept = new Set(wordsOf(now).filter((word) => words.has(word)));
	return kept.size >= words.size * leastKept;
}

/** Of a passage that was worked over, some sentence may have stayed as it was. */
function firstSentence(text: string, quote: string): Span | undefined {
	for (const sentence of sentencesOf(quote)) {
		const found = sentence.text.length < leastSentence ? undefined : quoteOffsets(text, sentence.text);
		if (found !== undefined) return found;
	}
	return undefined;
}
