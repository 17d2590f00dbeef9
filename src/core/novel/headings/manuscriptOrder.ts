import { fileName } from './fileName.js';

const byNature = new Intl.Collator('en', { numeric: true });

/**
 * Paths in the order in which they are read: "2.md" before "10.md", "Chapter Two" before "Chapter Three", a prologue first and
 * an epilogue last, folder by folder.
 */
export function manuscriptOrder(paths: readonly string[]): string[] {
	return ordered(paths, 0);
}

function ordered(paths: readonly string[], depth: number): string[] {
	const groups = new Map<string, string[]>();
	for (const path of paths) {
		const name = path
			.split('/')
			.slice(0, depth + 1)
			.join('/');
		groups.set(name, [...(groups.get(name) ?? []), path]);
	}
	return inOrder([...groups.keys()]).flatMap((name) => {
		const group = groups.get(name) ?? [];
		return group.length === 1 && group[0] === name ? group : ordered(group, depth + 1);
	});
}

/** By their numbers where all siblings have one that is theirs alone. */
function inOrder(siblings: readonly string[]): string[] {
	const told = siblings.filter((path) => placeOf(path) === 0);
	const numbers = told.map((path) => fileName(path).number);
	const areNumbered = !numbers.includes(undefined) && new Set(numbers).size === numbers.length;
	return siblings.toSorted(
		(a, b) =>
			placeOf(a) - placeOf(b) ||
			(areNumbered ? (fileName(a).number ?? 0) - (fileName(b).number ?? 0) : 0) ||
			byNature.compare(a, b) ||
			Number(a > b) - Number(a < b),
	);
}

/** What opens a book comes before its chapters, and what ends it after them, unless a number says otherwise. */
function placeOf(path: string): number {
	const { number, named, title } = fileName(path);
	if (number !== undefined || named === undefined) return 0;
	if (named === 'back' || /^[eé]p[ií]|终章|終章|尾[声聲]|エピ|에필|^coda/i.test(title)) return 1;
	if (named === 'story' && !/^p?pro|^πρό|^про|序|楔子|引子|プロ|프롤/i.test(title)) return 0;
	return named === 'story' ? -1 : -2;
}
