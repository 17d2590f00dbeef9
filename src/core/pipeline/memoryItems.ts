import type { ContextItem } from '../context/contextItem.js';
import { mentions } from '../novel/mentions.js';
import { openThreads, standingFacts, type RememberedChapter } from './storyMemory.js';

/** What the author has noted or pinned. */
export interface AuthorNote {
	readonly text: string;
	readonly pinned: boolean;
}

/**
 * What a writer of the next chapter should have in mind, as lines by importance: how the last chapter ended, what the
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
	return notes.map(({ text, pinned }, at) => ({
		key: `note ${at + 1}`,
		section: 'Notes of the author',
		text: `- ${text.replace(/\s+/g, ' ').trim()}`,
		source: pinned ? 'pinned by the author' : 'note of the author',
		importance: pinned ? 0.95 : isAbout(text, present) ? 0.75 : 0.4,
		alwaysRelevant: pinned,
		stable: true,
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
			key: `summary of chapter ${chapter}`,
			section: 'Chapter by chapter',
			text: `Chapter ${chapter}, ${title}: ${recent ? memory.summary : firstSentence(memory.summary)}`,
			source: `chapter ${chapter}`,
			importance: recent ? 0.9 - age / 100 : 0.5 - age / 10_000,
			alwaysRelevant: recent,
			// Cut to its first sentence for good; the latest are not yet.
			stable: !recent,
		};
	});
}

function endState(chapters: readonly RememberedChapter[]): readonly ContextItem[] {
	const last = chapters.at(-1);
	if (last === undefined || last.memory.endState === '') return [];
	const source = `chapter ${last.chapter}`;
	return [
		{
			...{ key: `end of ${source}`, section: 'Where things stand now', text: last.memory.endState, source },
			...{ importance: 1, alwaysRelevant: true },
		},
	];
}

function threads(chapters: readonly RememberedChapter[]): readonly ContextItem[] {
	return openThreads(chapters).map(({ name, plantedIn, lastTouchedIn }) => ({
		key: `thread: ${name}`,
		section: 'Open threads',
		text: `- ${name} (since chapter ${plantedIn}${lastTouchedIn === plantedIn ? '' : `, last in ${lastTouchedIn}`})`,
		source: `chapter ${lastTouchedIn}`,
		// What has waited longest is to be thought of first.
		importance: 0.8 - lastTouchedIn / 100_000,
		alwaysRelevant: true,
	}));
}

function facts(chapters: readonly RememberedChapter[], present: string): readonly ContextItem[] {
	return standingFacts(chapters).map((fact, at) => ({
		key: `fact ${at + 1}: ${fact.subject}, ${fact.attribute}`,
		section: 'Established facts',
		text: `- ${fact.subject}, ${fact.attribute}: ${fact.value} (chapter ${fact.chapter})`,
		source: `chapter ${fact.chapter}`,
		importance: mentions(present, fact.subject) ? 0.7 : 0.3,
		chapter: fact.chapter,
	}));
}

function knowledge(chapters: readonly RememberedChapter[], present: string): readonly ContextItem[] {
	return chapters.flatMap(({ chapter, memory }) =>
		memory.knowledge.map(({ character, fact, how }, at) => ({
			key: `knowledge ${chapter}.${at + 1}: ${character}`,
			section: 'Who knows what',
			text: `- ${character}: ${fact} (chapter ${chapter}, ${how})`,
			source: `chapter ${chapter}`,
			importance: mentions(present, character) ? 0.6 : 0.2,
			chapter,
		})),
	);
}

function firstSentence(text: string): string {
	return /^.*?[.!?…]["'’”)]?(?=\s|$)/s.exec(text)?.[0] ?? text;
}
