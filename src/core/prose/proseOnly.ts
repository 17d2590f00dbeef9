import { isSceneBreak } from '../novel/chapterFile.js';

/** The text with headings, comments and scene breaks blanked by spaces, so that every offset keeps its meaning. */
export function proseOnly(text: string): string {
	return text
		.replace(/<!--[^]*?-->/g, blank)
		.replace(/[\uFEFF\r]/g, ' ')
		.replace(/^#{1,6}[ \t][^\n]*/gm, blank)
		.replace(/^[^\n]*$/gm, (line) => (isSceneBreak(line) ? blank(line) : line));
}

function blank(text: string): string {
	return text.replace(/[^\n]/g, ' ');
}
