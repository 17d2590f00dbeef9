/** Names of a book, set up so that a passage is walked once however many they are. */
export interface NameIndex {
	/** Finds words that begin with a letter that some name begins with. */
	readonly starts: RegExp;
	readonly root: NameNode;
	/** Names in scripts that put no spaces between words. */
	readonly unspaced: readonly string[];
}

/** Words that may follow, and the name that ends here. */
interface NameNode {
	name: string | undefined;
	readonly next: Map<string, NameNode>;
}

const letter = String.raw`[\p{L}\p{M}\p{N}]`;
const word = new RegExp(`${letter}+`, 'gu');
const nextWord = new RegExp(String.raw`[\s.'’-]{1,3}(${letter}+)`, 'uy');
const unspacedScript =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

export function nameIndexOf(names: readonly string[]): NameIndex {
	const root: NameNode = { name: undefined, next: new Map() };
	for (const name of names) {
		if (unspacedScript.test(name)) continue;
		let node = root;
		for (const part of name.match(word) ?? []) {
			const next = node.next.get(part) ?? { name: undefined, next: new Map() };
			node.next.set(part, next);
			node = next;
		}
		node.name ??= name;
	}
	const initials = new Set(Array.from(root.next.keys(), (first) => String.fromCodePoint(first.codePointAt(0) ?? 0)));
	return {
		starts: new RegExp(`(?<!${letter})[${[...initials].join('')}]${letter}*`, 'gu'),
		root,
		unspaced: names.filter((name) => unspacedScript.test(name)),
	};
}

/** The names that stand in a passage as whole words, each with the offset of its first place; of those that overlap the longest. */
export function namesStandingIn(passage: string, index: NameIndex): ReadonlyMap<string, number> {
	const found = new Map<string, number>();
	let done = 0;
	for (const { 0: first, index: start } of passage.matchAll(index.starts)) {
		const node = start < done ? undefined : index.root.next.get(first);
		const longest = node && longestName(passage, node, start + first.length);
		if (longest === undefined) continue;
		if (!found.has(longest.name)) found.set(longest.name, start);
		done = longest.end;
	}
	for (const name of index.unspaced) {
		const start = passage.indexOf(name);
		if (start >= 0) found.set(name, start);
	}
	return found;
}

function longestName(passage: string, first: NameNode, end: number): { name: string; end: number } | undefined {
	let longest = first.name === undefined ? undefined : { name: first.name, end };
	nextWord.lastIndex = end;
	for (let node: NameNode | undefined = first; node.next.size > 0;) {
		const match: RegExpExecArray | null = nextWord.exec(passage);
		node = node.next.get(match?.[1] ?? '');
		if (node === undefined) break;
		if (node.name !== undefined) longest = { name: node.name, end: nextWord.lastIndex };
	}
	return longest;
}
