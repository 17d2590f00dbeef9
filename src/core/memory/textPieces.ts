/** Where a text is best cut, most wanted first: after a paragraph, a line, a sentence, a word. */
const ends: readonly RegExp[] = [/\n\s*\n/g, /\n/g, /[.!?…]["'”’»)]*\s|[。！？]/g, /\s/g];

/**
 * A text in pieces of at most so many characters, which together are the whole of it. Each ends as late as it can where
 * its last third has an end of the best kind there is.
 */
export function textPieces(text: string, maxCharacters: number): readonly string[] {
	const passages: string[] = [];
	let rest = text;
	while (rest.length > maxCharacters) {
		const length = cutIn(rest.slice(0, maxCharacters));
		passages.push(rest.slice(0, length));
		rest = rest.slice(length);
	}
	return [...passages, rest];
}

function cutIn(head: string): number {
	const earliest = Math.ceil((head.length * 2) / 3);
	for (const end of ends) {
		const last = [...head.matchAll(end)].at(-1);
		const length = last === undefined ? 0 : last.index + last[0].length;
		if (length >= earliest) return length;
	}
	// A surrogate pair is one character.
	return /[\uD800-\uDBFF]$/.test(head) && head.length > 1 ? head.length - 1 : head.length;
}
