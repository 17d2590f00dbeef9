import { countWords } from '../novel/chapterFile.js';
import { bodyParagraphs, type BodyParagraph } from './bodyParagraphs.js';
import { evenCuts } from './evenCuts.js';
import { proseUnits } from './proseUnits.js';

/** A stretch of a chapter that is remembered and found as one. */
export interface Passage {
	/** `body.slice(start, end)`. */
	readonly text: string;
	/** UTF-16 offsets in the chapter's body. */
	readonly start: number;
	readonly end: number;
	/** From 1. */
	readonly scene: number;
	/** The first and the last paragraph that it covers, from 1; scene breaks are not counted. */
	readonly paragraph: number;
	readonly lastParagraph: number;
}

export interface PassageOptions {
	/** About how long a passage is to be. Half of that is short, one and a half times that is long. */
	readonly words: number;
}

const shortShare = 0.5;
const longShare = 1.5;

/**
 * The passages of a chapter's body. Paragraphs stay whole where they can: short neighbours, such as those of a dialogue, go
 * together until there are half as many words as wanted, and long ones are cut where sentences end. A passage never reaches
 * over a scene break, and nothing but white space and scene breaks lies outside the passages.
 * @param body as `chapterBody` yields it
 */
export function passagesOf(body: string, { words }: PassageOptions = { words: 140 }): Passage[] {
	const scenes = Map.groupBy(bodyParagraphs(body), (paragraph) => paragraph.scene);
	return [...scenes.values()].flatMap((paragraphs) =>
		stretches(body, paragraphs, words).flatMap((stretch) => passagesIn(body, stretch, words)),
	);
}

/** Neighbouring paragraphs. */
interface Stretch {
	readonly paragraphs: readonly BodyParagraph[];
	readonly words: number;
}

function stretches(body: string, paragraphs: readonly BodyParagraph[], words: number): Stretch[] {
	const found: Stretch[] = [];
	let open: Stretch = { paragraphs: [], words: 0 };
	for (const paragraph of paragraphs) {
		const count = countWords(body.slice(paragraph.start, paragraph.end));
		// What leads into a long paragraph stays with it only when it is too short to say something alone.
		if (open.words >= (words * shortShare) / 2 && open.words + count > words * longShare) {
			found.push(open);
			open = { paragraphs: [], words: 0 };
		}
		open = { paragraphs: [...open.paragraphs, paragraph], words: open.words + count };
		if (open.words < words * shortShare) continue;
		found.push(open);
		open = { paragraphs: [], words: 0 };
	}
	return open.paragraphs.length === 0 ? found : withRest(found, open, words);
}

/** The last short paragraphs of a scene belong to those before them, if there is room. */
function withRest(found: readonly Stretch[], rest: Stretch, words: number): Stretch[] {
	const last = found.at(-1);
	if (last === undefined || last.words + rest.words > words * longShare) return [...found, rest];
	const merged = { paragraphs: [...last.paragraphs, ...rest.paragraphs], words: last.words + rest.words };
	return [...found.slice(0, -1), merged];
}

function passagesIn(body: string, { paragraphs, words: total }: Stretch, words: number): Passage[] {
	const start = paragraphs[0]?.start ?? 0;
	const end = paragraphs.at(-1)?.end ?? 0;
	if (total <= words * longShare) return [passage(body, paragraphs, start, end)];
	const starts = cuts(body.slice(start, end), total, words).map((offset) => start + offset);
	return [start, ...starts].map((from, index) =>
		passage(body, paragraphs, from, from + body.slice(from, starts[index] ?? end).trimEnd().length),
	);
}

/** Offsets at which a long text is cut, so that no piece is too long and all are about equal. */
function cuts(text: string, total: number, words: number): number[] {
	const most = words * longShare;
	const target = total / Math.max(1, Math.round(total / words));
	const units = proseUnits(text, most);
	return evenCuts(
		units.map((unit) => unit.words),
		target,
		most,
	).map((index) => units[index]?.start ?? 0);
}

function passage(body: string, paragraphs: readonly BodyParagraph[], start: number, end: number): Passage {
	const covered = paragraphs.filter((paragraph) => paragraph.start < end && paragraph.end > start);
	return {
		text: body.slice(start, end),
		start,
		end,
		scene: covered[0]?.scene ?? 1,
		paragraph: covered[0]?.number ?? 1,
		lastParagraph: covered.at(-1)?.number ?? 1,
	};
}
