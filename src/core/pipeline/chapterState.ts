import { cleanProse } from '../prose/proseCleaning.js';
import type { ChapterRecord } from './journal.js';

/**
 * `planned`: nothing there; `drafting`: only text of an unfinished draft of ours; `drafted`: finished by the pipeline
 * and untouched since; `edited`: a person's text, in whole or in part.
 */
export type ChapterState = 'planned' | 'drafting' | 'drafted' | 'edited';

/** What stands in a chapter's file now. */
export interface ChapterOnDesk {
	readonly chapter: number;
	readonly path: string;
	readonly text: string | undefined;
	readonly state: ChapterState;
	/** The model that wrote it, when nobody has touched it since. */
	readonly model: string | undefined;
}

/**
 * @param text of the chapter's file, undefined when there is none
 * @param hash of that text
 * @param received all text ever received for this chapter, in any version
 * @param finished the last whole text that the pipeline assembled for this chapter, if it ever did
 */
export function chapterState(
	text: string | undefined,
	hash: string,
	record: ChapterRecord | undefined,
	received: readonly string[],
	finished: string | undefined,
): ChapterState {
	if (text === undefined || bodyParagraphs(text).length === 0) return 'planned';
	if (record?.textHash === hash) return 'drafted';
	// Who cuts or moves paragraphs of a finished chapter leaves only text of ours, and has edited it all the same.
	if (record !== undefined && finished !== undefined && isTakenFrom(text, finished)) return 'edited';
	return isMadeOf(text, received) ? 'drafting' : 'edited';
}

/** Whether every paragraph of a file stands somewhere in a text. */
function isTakenFrom(text: string, whole: string): boolean {
	const all = fold(whole);
	return bodyParagraphs(text).every((paragraph) => all.includes(fold(paragraph)));
}

/**
 * Whether a file holds what the texts hold, from the start of one, in their order and without a gap; then nobody has
 * added to it, nor taken from its middle.
 */
function isMadeOf(text: string, texts: readonly string[]): boolean {
	const all = texts.map((one) => fold(bodyParagraphs(cleanProse(one)).join(' ')));
	const paragraphs = bodyParagraphs(text).map(fold);
	return paragraphs.every((paragraph, index) => {
		const both = `${paragraphs[index - 1]} ${paragraph}`;
		return all.some((version) => version.startsWith(paragraph) || (index > 0 && version.includes(both)));
	});
}

function bodyParagraphs(text: string): readonly string[] {
	return text
		.replace(/<!--[^]*?-->/g, '')
		.split(/\n\s*\n/)
		.map((paragraph) => paragraph.trim())
		.filter((paragraph) => paragraph !== '' && !paragraph.startsWith('# ') && !/^[*\s]+$/.test(paragraph));
}

function fold(text: string): string {
	return text.replace(/\s+/g, ' ');
}
