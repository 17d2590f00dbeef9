import { isSceneBreak } from '../novel/chapterFile.js';

export interface BodyParagraph {
	/** UTF-16 offsets in the body, without the white space around it. */
	readonly start: number;
	readonly end: number;
	/** From 1; counted are scenes that have text. */
	readonly scene: number;
	/** From 1, over all scenes; scene breaks are not counted. */
	readonly number: number;
}

/** The paragraphs of a chapter's body, with their places. Empty lines and scene breaks stand between them. */
export function bodyParagraphs(body: string): BodyParagraph[] {
	const found: BodyParagraph[] = [];
	let isOpen = false;
	let isNewScene = false;
	let offset = 0;
	for (const line of body.split('\n')) {
		const text = line.trim();
		const start = offset + line.indexOf(text);
		const previous = found.at(-1);
		if (text === '') isOpen = false;
		else if (isSceneBreak(line)) {
			isOpen = false;
			isNewScene = previous !== undefined;
		} else if (isOpen && previous) {
			found[found.length - 1] = { ...previous, end: start + text.length };
		} else {
			const scene = (previous?.scene ?? 1) + Number(isNewScene);
			found.push({ start, end: start + text.length, scene, number: found.length + 1 });
			isOpen = true;
			isNewScene = false;
		}
		offset += line.length + 1;
	}
	return found;
}
