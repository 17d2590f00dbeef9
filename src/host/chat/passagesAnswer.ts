import type { SizedAnswer } from './sizedAnswer.js';

export interface FoundPassage {
	readonly text: string;
	/** What a model is told of it besides. */
	readonly told: object;
}

/** Less of a passage says nothing. */
const leastCharacters = 60;

/** Its size is the characters that the passages have together; what does not fit is cut, and then left out, from the last on. */
export function passagesAnswer(head: object, passages: readonly FoundPassage[]): SizedAnswer {
	return {
		most: passages.reduce((sum, { text }) => sum + text.length, 0),
		render: (size) => {
			const matches = packed(passages, size);
			const leftOut = passages.length - matches.length;
			return JSON.stringify({ ...head, matches, ...(leftOut === 0 ? {} : { leftOut }) });
		},
	};
}

function packed(passages: readonly FoundPassage[], size: number): readonly object[] {
	const matches: object[] = [];
	let room = size;
	for (const { text, told } of passages) {
		if (text.length > room && room < leastCharacters) break;
		matches.push({ ...told, text: text.length <= room ? text : `${wholeWords(text.slice(0, room))}…` });
		room -= text.length;
		if (room < 0) break;
	}
	return matches;
}

function wholeWords(text: string): string {
	return text.replace(/\s+\S*$/, '').trimEnd();
}
