import type { ContextItem } from '../context/contextItem.js';
import type { FittedGroup } from '../context/fitInTurn.js';
import { chapterBody, closingPage } from '../novel/chapterFile.js';
import type { RememberedChapter } from '../pipeline/storyMemory.js';
import { sentencesOf } from '../prose/sentences.js';
import type { StoryBasis, StoryLine } from './draftBasis.js';
import { foldedHash } from './foldedHash.js';

/** What one prompt of a chapter was given of the story before it. */
export interface StoryGiven {
	/** What was established before, oldest first. */
	readonly earlier: readonly RememberedChapter[];
	/** Texts of the author's notes and pins. */
	readonly notes: readonly string[];
	readonly lastPage: string;
	readonly fitted: readonly FittedGroup[];
	/** The text of an earlier chapter. */
	readonly textOf: (chapter: number) => string;
}

/** @param given to all prompts of one draft */
export function storyBasis(chapter: number, given: readonly StoryGiven[]): StoryBasis {
	const last = given.at(-1);
	const groups = given.map(({ fitted }) => fitted.find(({ group }) => group.name === 'memory'));
	const memory = groups.filter((group) => group !== undefined);
	const lines = distinct(memory.flatMap((group) => group.given.map(({ item }) => storyLine(item))));
	const passages = passageSentences(given);
	const chapters = new Set([...lines.map((line) => line.chapter ?? 0), ...Object.keys(passages).map(Number)]);
	if (last !== undefined && last.lastPage !== '') chapters.add(chapter - 1);
	chapters.delete(0);
	return {
		page: pageHash(last?.lastPage ?? ''),
		soFar: soFarHash(last?.earlier ?? [], last?.notes ?? []),
		offered: offeredHash(memory.at(-1)?.group.items ?? []),
		fits: fitsOf(memory),
		lines,
		passages,
		bodies: Object.fromEntries([...chapters].map((one) => [one, bodyHash(last?.textOf(one) ?? '')])),
	};
}

/** Earlier chapters of which something went in. */
export function sourcesOf({ bodies }: StoryBasis): readonly number[] {
	return Object.keys(bodies).map(Number);
}

/** As a whole, however much of it fitted. */
export function storyLine(item: ContextItem): StoryLine {
	return { hash: foldedHash(withoutTitle(item.text)), chapter: chapterOf(item) };
}

export function offeredHash(items: readonly ContextItem[]): string {
	return foldedHash(
		items
			.map(({ text }) => withoutTitle(text))
			.sort()
			.join('\n'),
	);
}

/** Grows by one chapter at a time, so that a whole book's takes one pass. */
export function soFarHash(earlier: readonly RememberedChapter[], notes: readonly string[]): string {
	return withNotes(earlier.reduce(andChapter, ''), notes);
}

export function andChapter(soFar: string, { chapter, memory }: RememberedChapter): string {
	return foldedHash(`${soFar}${chapter}${JSON.stringify(memory)}`);
}

export function withNotes(soFar: string, notes: readonly string[]): string {
	return foldedHash(`${soFar}${JSON.stringify(notes)}`);
}

export function pageHash(page: string): string {
	return page.trim() === '' ? '' : foldedHash(page);
}

/** Of the page that the chapter after a text goes on from. */
export function closingPageHash(text: string): string {
	return pageHash(closingPage(text));
}

export function bodyHash(text: string): string {
	return foldedHash(chapterBody(text));
}

/** Of every sentence that a text of a chapter has. */
export function sentenceHashes(text: string): ReadonlySet<string> {
	return new Set(sentencesOf(chapterBody(text)).map((sentence) => foldedHash(sentence.text)));
}

/** Only sentences that stand in their chapter: the author may have put a passage otherwise, and a long one is cut. */
function passageSentences(given: readonly StoryGiven[]): Readonly<Record<number, readonly string[]>> {
	const textOf = given.at(-1)?.textOf;
	const groups = given.flatMap(({ fitted }) => fitted.filter(({ group }) => group.name === 'passages'));
	const passages = groups.flatMap((group) => group.given);
	const byChapter = Map.groupBy(passages, ({ item }) => item.chapter ?? 0);
	byChapter.delete(0);
	return Object.fromEntries(
		[...byChapter].map(([chapter, own]) => {
			const standing = sentenceHashes(textOf?.(chapter) ?? '');
			const hashes = own.flatMap(({ text }) => sentencesOf(text).map((sentence) => foldedHash(sentence.text)));
			return [chapter, [...new Set(hashes)].filter((hash) => standing.has(hash))];
		}),
	);
}

function fitsOf(groups: readonly FittedGroup[]): StoryBasis['fits'] {
	const fits = groups.map(({ budget, factor }) => ({ budget, factor }));
	return fits.filter(
		(fit, at) => fits.findIndex(({ budget, factor }) => budget === fit.budget && factor === fit.factor) === at,
	);
}

function distinct(lines: readonly StoryLine[]): readonly StoryLine[] {
	return [...new Map(lines.map((line) => [line.hash, line])).values()];
}

/** Another title of a chapter is no other story. */
function withoutTitle(text: string): string {
	return text.replace(/^(Chapter \d+), .*?: /, '$1: ');
}

/** Items about a chapter as a whole name it as their source alone. */
function chapterOf({ chapter, source }: ContextItem): number | undefined {
	if (chapter !== undefined) return chapter;
	const number = /^chapter (\d+)$/.exec(source)?.[1];
	return number === undefined ? undefined : Number(number);
}
