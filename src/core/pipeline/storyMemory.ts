import type { ChapterMemory } from './replies.js';

/** What is remembered of one chapter. */
export interface RememberedChapter {
	readonly chapter: number;
	readonly title: string;
	readonly memory: ChapterMemory;
}

/** A fact that holds, with the chapter that established it. */
export interface EstablishedFact {
	readonly chapter: number;
	readonly subject: string;
	readonly attribute: string;
	readonly value: string;
	readonly quote: string;
}

/** A thread that was planted and not yet paid off. */
export interface OpenThread {
	readonly name: string;
	readonly plantedIn: number;
	readonly lastTouchedIn: number;
}

/** Chapters that a reader of `chapter` has behind them: nothing of `chapter` itself or later. */
export function before(chapter: number, remembered: readonly RememberedChapter[]): readonly RememberedChapter[] {
	return remembered.filter((one) => one.chapter < chapter).toSorted((a, b) => a.chapter - b.chapter);
}

/** The last word on each subject's attribute; a fact that has ended no longer holds. */
export function standingFacts(chapters: readonly RememberedChapter[]): readonly EstablishedFact[] {
	const standing = new Map<string, EstablishedFact>();
	for (const { chapter, memory } of chapters) {
		for (const { subject, attribute, value, quote, change } of memory.facts) {
			const key = `${fold(subject)}\n${fold(attribute)}`;
			// Deleted first, so that the newest stands last.
			standing.delete(key);
			if (change !== 'end') standing.set(key, { chapter, subject, attribute, value, quote });
		}
	}
	return [...standing.values()];
}

export function openThreads(chapters: readonly RememberedChapter[]): readonly OpenThread[] {
	const open = new Map<string, OpenThread>();
	for (const { chapter, memory } of chapters) {
		for (const { name, action } of memory.threads) {
			const key = fold(name);
			const plantedIn = open.get(key)?.plantedIn ?? chapter;
			if (action === 'pay') open.delete(key);
			else open.set(key, { name, plantedIn, lastTouchedIn: chapter });
		}
	}
	return [...open.values()];
}

function fold(text: string): string {
	return text.trim().toLowerCase();
}
