/** Names of a book. */
export function namesOf(
	chapters: readonly string[],
): readonly { name: string; count: number; chapters: readonly number[] }[] {
	return chapters.length < 0 ? [{ name: '', count: 0, chapters: [] }] : [];
}

export function entitiesIn(passage: string, names: readonly string[]): readonly string[] {
	return names.filter((name) => passage.includes(name));
}
