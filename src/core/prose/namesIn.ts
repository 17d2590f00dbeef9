import { languageOf } from './languageOf.js';
import { nameIndexOf, namesStandingIn, type NameIndex } from './nameIndex.js';
import { addUsages, properWords, type ProperWords, type WordUsages } from './properWords.js';
import { isAbbreviation, proseTokens, type ProseToken } from './proseTokens.js';

export interface FoundName {
	/** As the book writes it, titles included: "Captain Wentworth". */
	readonly name: string;
	/** How often it stands there, not counting where it is part of a longer name. */
	readonly count: number;
	/** Numbers of the chapters that have it, in order; the first is 1. */
	readonly chapters: readonly number[];
}

/** Longer rows of capital letters are headings and lists. */
const longestName = 5;
const leastCount = 2;
const particle = /^(?:de|du|des|von|van|der|den|zu|zum|di|da|del|della|al|bin|ibn)$/;

/**
 * Names of people and places in a book, most frequent first, found without a model: words that have a capital letter also
 * where other words have none, and hardly ever a small one. Languages without capital letters have none of them. Where all
 * nouns have capitals, which is in German, only words count that come three times, and hardly ever after an article or the like.
 * @param chapters their bodies, in order
 * @param pause awaited after each chapter, since a whole book takes half a second
 */
export async function namesOf(
	chapters: readonly string[],
	pause: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly FoundName[]> {
	const tokens: ProseToken[][] = [];
	const usages: WordUsages = new Map();
	for (const chapter of chapters) {
		const own = proseTokens(chapter);
		addUsages(own, usages);
		tokens.push(own);
		await pause();
	}
	const words = properWords(usages, languageOf(chapters.join('\n')) === 'de');
	const found = new Map<string, { count: number; chapters: Set<number> }>();
	for (const [index, chapter] of tokens.entries()) {
		await pause();
		for (const name of namesAmong(chapter, words)) {
			const entry = found.get(name) ?? { count: 0, chapters: new Set() };
			entry.count++;
			entry.chapters.add(index + 1);
			found.set(name, entry);
		}
	}
	return [...found]
		.filter(([, { count }]) => count >= leastCount)
		.map(([name, { count, chapters }]) => ({ name, count, chapters: [...chapters] }))
		.sort((a, b) => b.count - a.count || Number(a.name > b.name) - Number(a.name < b.name));
}

const indexes = new WeakMap<readonly string[], NameIndex>();

/**
 * The names that a passage has as whole words, each once, in the order in which they come. Of names that overlap only the
 * longest counts: where "Captain Wentworth" stands, "Wentworth" does not.
 * @param names the same array for many passages is indexed once
 */
export function entitiesIn(passage: string, names: readonly string[]): readonly string[] {
	const index = indexes.get(names) ?? nameIndexOf(names);
	indexes.set(names, index);
	return [...namesStandingIn(passage, index)].sort((a, b) => a[1] - b[1]).map(([name]) => name);
}

function namesAmong(tokens: readonly ProseToken[], words: ProperWords): string[] {
	const names: string[] = [];
	let open: ProseToken[] = [];
	const close = (): void => {
		const name = nameOf(open, words);
		if (name !== undefined) names.push(name);
		open = [];
	};
	for (const [index, token] of tokens.entries()) {
		const isNext = open.length > 0 && continues(token, open.at(-1));
		if (!isNext) close();
		if (belongs(token, isNext, tokens[index + 1], words)) open.push(token);
		else close();
	}
	close();
	return names;
}

/** Whatever has a capital letter right after a name belongs to it: "Camden Place". */
function belongs(token: ProseToken, isNext: boolean, next: ProseToken | undefined, words: ProperWords): boolean {
	if (!token.isCapitalised) return isNext && isParticle(token, next, words);
	if (words.isProper(token.text) || words.isTitle(token.text)) return true;
	return isNext && !words.nounsAreCapitalised && token.text.length > 1 && !/^\p{Lu}['’]\p{Ll}/u.test(token.text);
}

function continues(token: ProseToken, previous: ProseToken | undefined): boolean {
	if (previous?.isClosed === true) return false;
	return /^\s$/.test(token.gap) || (/^\.\s$/.test(token.gap) && isAbbreviation(previous?.text ?? ''));
}

function isParticle(token: ProseToken, next: ProseToken | undefined, words: ProperWords): boolean {
	return particle.test(token.text) && next !== undefined && /^\s$/.test(next.gap) && words.isProper(next.text);
}

function nameOf(tokens: readonly ProseToken[], words: ProperWords): string | undefined {
	const isName = tokens.some(({ text }) => words.isProper(text) && !isAbbreviation(text));
	const isBareTitle = tokens.length === 1 && words.isOnlyTitle(tokens[0]?.text ?? '');
	if (!isName || isBareTitle || tokens.length > longestName) return undefined;
	return tokens.map(({ text, gap }, index) => (index === 0 ? text : `${gap.replace(/\s+/, ' ')}${text}`)).join('');
}
