const things = ['harbour', 'lamp', 'door', 'boat', 'rope', 'letter', 'wall'];

/** So many paragraphs of two sentences, each on one line, with an empty line between. */
export function plainProse(paragraphs: number, first = 0): string {
	return Array.from({ length: paragraphs }, (_, index) => paragraph(first + index)).join('\n\n');
}

/** The same with lines broken at about 40 characters, as old texts have them. */
export function wrappedProse(paragraphs: number): string {
	return plainProse(paragraphs).replace(/(.{30,40}) (?=\S)/g, '$1\n');
}

function paragraph(index: number): string {
	const thing = things[index % things.length] ?? '';
	return `The ${thing} was quiet, and nobody came down to look at it before evening. She counted to ${index + 2} and waited.`;
}
