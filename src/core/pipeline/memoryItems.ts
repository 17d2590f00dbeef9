import type { ContextItem } from '../context/fitToBudget.js';
import { mentions } from '../novel/mentions.js';
import { openThreads, standingFacts, type RememberedChapter } from './storyMemory.js';

/** What the author has noted or pinned. */
export interface AuthorNote {
	readonly text: string;
	readonly pinned: boolean;
}

/**
 * What a writer of the next chapter should have in mind, as lines with priorities: how the last chapter ended, what the
 * author has pinned, what is still open, the last three summaries, then notes and facts about those present, then the rest.
 * @param chapters all before the one to be written, oldest first
 * @param present lower-case text that names who and what the next chapter is about
 */
export function memoryItems(
	chapters: readonly RememberedChapter[],
	present: string,
	notes: readonly AuthorNote[] = [],
): readonly ContextItem[] {
	return [
		...authorNotes(notes, present),
		...summaries(chapters),
		...endState(chapters),
		...threads(chapters),
		...facts(chapters, present),
		...knowledge(chapters, present),
	];
}

/** Facts alone, for an audit; those about what the chapter names first. */
export function factItems(chapters: readonly RememberedChapter[], present: string): readonly ContextItem[] {
	return facts(chapters, present);
}

function authorNotes(notes: readonly AuthorNote[], present: string): readonly ContextItem[] {
	return notes.map(({ text, pinned }) => ({
		section: 'Notes of the author',
		text: `- ${text.replace(/\s+/g, ' ').trim()}`,
		priority: pinned ? 95 : isAbout(text, present) ? 75 : 40,
	}));
}

/** Whether a note names somebody or something that the chapter is about. */
function isAbout(note: string, present: string): boolean {
	const names = note.match(/\p{Lu}[\p{L}'’-]+/gu) ?? [];
	return names.some((name) => mentions(present, name));
}

function summaries(chapters: readonly RememberedChapter[]): readonly ContextItem[] {
	const summed = chapters.filter(({ memory }) => memory.summary !== '');
	return summed.map(({ chapter, title, memory }, index) => {
		const age = summed.length - index;
		const recent = age <= 3;
		return {
			section: 'Chapter by chapter',
			text: `Chapter ${chapter}, ${title}: ${recent ? memory.summary : firstSentence(memory.summary)}`,
			priority: recent ? 90 - age : 50 - age / 100,
		};
	});
}

function endState(chapters: readonly RememberedChapter[]): readonly ContextItem[] {
	const last = chapters.at(-1);
	return last === undefined || last.memory.endState === ''
		? []
		: [{ section: 'Where things stand now', text: last.memory.endState, priority: 100 }];
}

function threads(chapters: readonly RememberedChapter[]): readonly ContextItem[] {
	return openThreads(chapters).map(({ name, plantedIn, lastTouchedIn }) => ({
		section: 'Open threads',
		text: `- ${name} (since chapter ${plantedIn}${lastTouchedIn === plantedIn ? '' : `, last in ${lastTouchedIn}`})`,
		priority: 80 - lastTouchedIn / 1_000,
	}));
}

function facts(chapters: readonly RememberedChapter[], present: string): readonly ContextItem[] {
	return standingFacts(chapters).map((fact) => ({
		section: 'Established facts',
		text: `- ${fact.subject}, ${fact.attribute}: ${fact.value} (chapter ${fact.chapter})`,
		priority: (mentions(present, fact.subject) ? 70 : 30) + fact.chapter / 1_000,
	}));
}

function knowledge(chapters: readonly RememberedChapter[], present: string): readonly ContextItem[] {
	return chapters.flatMap(({ chapter, memory }) =>
		memory.knowledge.map(({ character, fact, how }) => ({
			section: 'Who knows what',
			text: `- ${character}: ${fact} (chapter ${chapter}, ${how})`,
			priority: (mentions(present, character) ? 60 : 20) + chapter / 1_000,
		})),
	);
}

function firstSentence(text: string): string {
	return /^.*?[.!?…]["'’”)]?(?=\s|$)/s.exec(text)?.[0] ?? text;
}
