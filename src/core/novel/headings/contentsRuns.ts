export interface Entry {
	/** What the heading says, so that an entry of the contents is known by the heading it announces. */
	readonly key: string;
	/** The part it belongs to; empty where there are no parts. */
	readonly part: string;
	/** Words up to the next heading of the same family. */
	readonly bodyWords: number;
}

/** A heading with so few words below it, among others of that kind, heads nothing. */
const hardlyAnyText = 20;
/** Contents may leave out or word otherwise some of what they announce. */
const announced = 0.8;

/**
 * Which headings are entries of a table of contents: one after the other with hardly any text between them, and announcing
 * headings that come later; at the end of a book, those that came before.
 */
export function contentsEntries(entries: readonly Entry[]): ReadonlySet<number> {
	const found = new Set<number>();
	for (let from = 0; from < entries.length;) {
		const to = endOfRun(entries, from);
		const follows = from === 0 || found.has(from - 1);
		const isContents = to - from >= (follows ? 2 : 3) && recurs(entries.slice(from, to), entries.slice(to));
		if (isContents) for (let index = from; index < to; index++) found.add(index);
		from = isContents ? to : from + 1;
	}
	const tail = startOfTail(entries);
	if (entries.length - tail >= 3 && recurs(entries.slice(tail), entries.slice(0, tail)))
		for (let index = tail; index < entries.length; index++) found.add(index);
	return found;
}

/** Where the run that begins at `from` ends: with the first entry that has text below it, or before one that comes again. */
function endOfRun(entries: readonly Entry[], from: number): number {
	const seen = new Set<string>();
	for (let index = from; index < entries.length; index++) {
		const entry = entries[index];
		const key = `${entry?.part} ${entry?.key}`;
		if (seen.has(key)) return index;
		seen.add(key);
		if ((entry?.bodyWords ?? 0) > hardlyAnyText) return index + 1;
	}
	return entries.length;
}

function startOfTail(entries: readonly Entry[]): number {
	let from = entries.length;
	while (from > 0 && (entries[from - 1]?.bodyWords ?? 0) <= hardlyAnyText) from--;
	return from;
}

function recurs(entries: readonly Entry[], elsewhere: readonly Entry[]): boolean {
	const keys = new Set(elsewhere.map((entry) => entry.key));
	return entries.filter((entry) => keys.has(entry.key)).length >= entries.length * announced;
}
