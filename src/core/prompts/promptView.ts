import { bibleNames } from '../novel/bibleEntries.js';
import type { BibleEntry, Novel, OutlineChapter } from '../novel/novel.js';
import { outlineOverview } from '../novel/outline.js';
import type { ContinuityFinding, SceneCard } from '../pipeline/replies.js';

/** What a prompt template may use; see `templateVariables.ts`. */
export type PromptView = Readonly<Record<string, unknown>>;

/** Everything about the book that does not change from chapter to chapter. */
export function bookView(novel: Novel): PromptView {
	const { info, bible } = novel;
	return {
		title: info.title,
		author: info.author,
		language: info.language,
		genre: info.genre,
		pointOfView: info.pointOfView,
		tense: info.tense,
		chapterCount: info.chapters,
		wordsPerChapter: info.wordsPerChapter,
		premise: withoutHeading(bible.premise),
		style: withoutHeading(bible.style),
		concept: withoutHeading(bible.concept),
		beatSheet: withoutHeading(bible.beatSheet),
		motifs: withoutHeading(bible.motifs),
		characters: bible.characters.map(entryView),
		world: bible.world.map(entryView),
		overview: outlineOverview(novel.outline),
	};
}

export interface ChapterSituation {
	readonly chapter: OutlineChapter;
	/** Fitted to its budget. */
	readonly memory: string;
	/** Of the chapter before; empty for the first. */
	readonly lastPage: string;
	/** Earlier passages that bear on what is to be written, fitted as well. */
	readonly passages: string;
}

export function chapterView(novel: Novel, { chapter, memory, lastPage, passages }: ChapterSituation): PromptView {
	return {
		...bookView(novel),
		chapter: outlineView(chapter),
		previous: neighbour(novel, chapter.number - 1),
		next: neighbour(novel, chapter.number + 1),
		memory,
		lastPage,
		passages,
	};
}

export function scenePlanView(novel: Novel, situation: ChapterSituation, scenes: number): PromptView {
	return { ...chapterView(novel, situation), sceneCount: scenes, wordsPerScene: wordsPerScene(novel, scenes) };
}

/** What a scene goes on from. */
export interface SceneBefore {
	/** The end of the scene before in the same chapter; empty for the first, and where it is not written yet. */
	readonly text: string;
	/** How it is planned to end, where it is not written yet. */
	readonly closing: string;
}

export function sceneView(
	novel: Novel,
	situation: ChapterSituation,
	cards: readonly SceneCard[],
	number: number,
	before: SceneBefore,
): PromptView {
	const card = cards[number - 1];
	if (card === undefined) throw new Error(`The plan has no scene ${number}.`);
	const words = wordsPerScene(novel, cards.length);
	const isLast = number === cards.length;
	return {
		...chapterView(novel, situation),
		scene: { ...card, number },
		sceneCount: cards.length,
		words,
		wordsPerBeat: Math.round(words / Math.max(1, card.beats.length)),
		previousScene: before.text,
		previousClosing: before.closing,
		nextOpening: isLast
			? (neighbour(novel, situation.chapter.number + 1)?.beats[0] ?? '')
			: (cards[number]?.opening ?? ''),
		isFirst: number === 1,
		isLast,
	};
}

/** Wanted words of a scene of this novel. */
export function wordsPerScene(novel: Novel, scenes: number): number {
	return Math.round(novel.info.wordsPerChapter / scenes);
}

export function memoryView(
	novel: Novel,
	chapter: OutlineChapter,
	chapterText: string,
	openThreads: readonly string[],
): PromptView {
	return {
		...bookView(novel),
		chapter: outlineView(chapter),
		chapterText,
		names: bibleNames(novel.bible).join(', '),
		openThreads: openThreads.join('\n'),
	};
}

export function auditView(
	novel: Novel,
	chapter: OutlineChapter,
	chapterText: string,
	known: { readonly knownFacts: string; readonly bibleFacts: string; readonly lastPage: string },
): PromptView {
	return { ...bookView(novel), chapter: outlineView(chapter), chapterText, ...known };
}

export function fixView(
	novel: Novel,
	chapter: OutlineChapter,
	findings: readonly (ContinuityFinding & { readonly passage: string })[],
): PromptView {
	return { ...bookView(novel), chapter: outlineView(chapter), findings };
}

export function voiceView(
	novel: Novel,
	chapter: OutlineChapter,
	chapterText: string,
	offenders: readonly string[],
): PromptView {
	return { ...bookView(novel), chapter: outlineView(chapter), chapterText, offenders };
}

/** Lower-case text of what a chapter is about, for judging what is relevant to it. */
export function presentIn(chapter: OutlineChapter): string {
	return [chapter.title, chapter.pov, chapter.location, ...chapter.beats].join(' ').toLowerCase();
}

/** What a scene is about, for finding what bears on it. */
export function sceneText({ pov, place, time, characters, goal, conflict, subtext, opening, beats, outcome }: SceneCard): string {
	return [pov, place, time, ...characters, goal, conflict, subtext, opening, ...beats, outcome].join('\n');
}

function outlineView({ number, title, beats, pov, location, time }: OutlineChapter): PromptView {
	return { number, title, beats, pov, location, time };
}

function neighbour(
	novel: Novel,
	number: number,
): { readonly number: number; readonly title: string; readonly beats: readonly string[] } | null {
	const chapter = novel.outline.find((one) => one.number === number);
	return chapter === undefined ? null : { number, title: chapter.title, beats: chapter.beats };
}

/** The entry without its own heading, which is its name. */
function entryView(entry: BibleEntry): { readonly name: string; readonly text: string } {
	return { name: entry.name, text: withoutHeading(entry.text) };
}

/** A template sets a heading of its own, and what an author notes in a comment is not meant for a model. */
export function withoutHeading(text: string): string {
	return text.replace(/<!--[^]*?-->/g, '').replace(/^\s*#\s.*(\n+|$)/, '').trim();
}
