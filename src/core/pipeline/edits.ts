import type { Edits } from './replies.js';

export interface AppliedEdits {
	readonly text: string;
	readonly applied: number;
	/** Edits whose `find` does not stand exactly once in the text. */
	readonly refused: number;
}

/** Applies each edit whose passage stands exactly once; the others would be guesses. */
export function applyEdits(text: string, { edits }: Edits): AppliedEdits {
	let result = text;
	let applied = 0;
	for (const { find, replace } of edits) {
		const at = result.indexOf(find);
		if (at < 0 || result.includes(find, at + 1) || find === replace) continue;
		result = result.slice(0, at) + replace + result.slice(at + find.length);
		applied++;
	}
	return { text: result, applied, refused: edits.length - applied };
}
