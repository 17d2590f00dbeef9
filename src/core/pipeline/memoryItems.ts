import type { ContextItem } from '../context/fitToBudget.js';
import { mentions } from '../novel/mentions.js';
import { openThreads, standingFacts, type RememberedChapter } from './storyMemory.js';

/**
 * What a writer of the next chapter should have in mind, as lines with priorities: how the last chapter ended, what is
 * still open, the last three summaries, then facts about those present, then the rest.
 * @param chapters all before the one to be written, oldest first
 * @param present lower-case text that names who and what the next chapter is about
 */
export function memoryItems(chapters: readonly RememberedChapter[], present: string): readonly ContextItem[] {
	return [
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

function summaries(chapters: readonly RememberedChapter[]): readonly ContextItem[] {
	return chapters.map(({ chapter, title, memory }, index) => {
		const age = chapters.length - index;
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
	return last === undefined ? [] : [{ section: 'Where things stand now', text: last.memory.endState, priority: 100 }];
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
