import { isSceneBreak } from '../novel/chapterFile.js';

export interface Passage {
	readonly text: string;
	/** UTF-16 offsets into the body. */
	readonly start: number;
	readonly end: number;
	/** From 1. */
	readonly scene: number;
	/** Numbers of the first and the last paragraph that it covers, from 1. */
	readonly paragraph: number;
	readonly lastParagraph: number;
}

/** The passages of a chapter's body: paragraphs. */
export function passagesOf(body: string): readonly Passage[] {
	let scene = 1;
	let paragraph = 0;
	return [...body.matchAll(/\S(?:[^\n]|\n(?!\s*\n))*/g)].flatMap((match) => {
		const text = match[0].trimEnd();
		if (isSceneBreak(text)) {
			scene++;
			return [];
		}
		paragraph++;
		return [{ text, start: match.index, end: match.index + text.length, scene, paragraph, lastParagraph: paragraph }];
	});
}
