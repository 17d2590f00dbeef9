interface IndexedName {
	readonly name: string;
	/** Matches the whole name at a place; undefined when its first word is the whole of it. */
	readonly pattern: RegExp | undefined;
}

interface NameIndex {
	/** Finds words that begin with a letter that some name begins with. */
	readonly starts: RegExp;
	/** By their first word, the longest first. */
	readonly byFirst: ReadonlyMap<string, readonly IndexedName[]>;
	/** Names in scripts that put no spaces between words. */
	readonly unspaced: readonly string[];
}

const letter = String.raw`[\p{L}\p{M}\p{N}]`;
const word = new RegExp(`${letter}+`, 'gu');
const unspacedScript =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const indexes = new WeakMap<readonly string[], NameIndex>();

/**
 * The names that a passage has as whole words, each once, in the order in which they come. Of names that overlap only the
 * longest counts: where "Captain Wentworth" stands, "Wentworth" does not.
 * @param names the same array for many passages is indexed once
 */
export function entitiesIn(passage: string, names: readonly string[]): readonly string[] {
	const index = indexes.get(names) ?? indexOf(names);
	indexes.set(names, index);
	const found = new Map<string, number>();
	let done = 0;
	for (const { 0: first, index: start } of passage.matchAll(index.starts)) {
		const candidates = start < done ? undefined : index.byFirst.get(first);
		for (const { name, pattern } of candidates ?? []) {
			const end = pattern === undefined ? start + first.length : endOf(pattern, passage, start);
			if (end === undefined) continue;
			if (!found.has(name)) found.set(name, start);
			done = end;
			break;
		}
	}
	for (const name of index.unspaced) {
		const start = passage.indexOf(name);
		if (start >= 0) found.set(name, start);
	}
	return [...found].sort((a, b) => a[1] - b[1]).map(([name]) => name);
}

function endOf(pattern: RegExp, passage: string, start: number): number | undefined {
	pattern.lastIndex = start;
	return pattern.test(passage) ? pattern.lastIndex : undefined;
}

function indexOf(names: readonly string[]): NameIndex {
	const spaced = names
		.map((name) => ({ name, words: name.match(word) ?? [] }))
		.filter(({ name, words }) => words.length > 0 && !unspacedScript.test(name))
		.sort((a, b) => b.words.length - a.words.length);
	const initials = new Set(spaced.map(({ words }) => String.fromCodePoint(words[0]?.codePointAt(0) ?? 0)));
	return {
		starts: new RegExp(`(?<!${letter})[${[...initials].join('')}]${letter}*`, 'gu'),
		byFirst: Map.groupBy(
			spaced.map(({ name, words }) => ({ name, first: words[0] ?? '', pattern: patternOf(words) })),
			({ first }) => first,
		),
		unspaced: names.filter((name) => unspacedScript.test(name)),
	};
}

function patternOf(words: readonly string[]): RegExp | undefined {
	return words.length > 1 ? new RegExp(`${words.join(String.raw`[\s.'’-]{1,3}`)}(?!${letter})`, 'uy') : undefined;
}
