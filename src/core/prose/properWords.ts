import type { ProseToken } from './proseTokens.js';

/** Which words of a book are names, judged by how the whole book writes them. */
export interface ProperWords {
	/** The language gives capital letters to all nouns. */
	readonly nounsAreCapitalised: boolean;
	isProper(word: string): boolean;
	/** Is written with a capital letter before names: "Captain", "Lady", "Herr". */
	isTitle(word: string): boolean;
	/** Hardly ever stands without a name after it. */
	isOnlyTitle(word: string): boolean;
}

interface Usage {
	/** With a capital letter where any word could stand. */
	inside: number;
	/** The same, after an article and the like, whether or not an adjective stands between. */
	afterDeterminer: number;
	/** The same, right before another capital letter. */
	beforeCapital: number;
	lower: number;
}

/** A word that is also written small more often than this, against each capital, is no name. */
const mostLower = 0.15;
/** Titles are words too: there are captains beside Captain Wentworth. */
const mostLowerTitle = 10;
/** Nouns follow an article or the like nearly always, names nearly never. */
const mostDetermined = 0.15;

/** What German puts before nouns: articles, pronouns and what is like them. */
const determiner =
	/^(?:d(?:er|ie|as|en|em|es)|(?:[mdsk]?ein|unser|euer|eur|ihr|jed|jen|dies|welch|manch|solch|all|viel|wenig|ander|beid)(?:e[mnrs]?)?|im|am|zum|zur|vom|beim|ins|ans|aufs|mehr|etwas|nichts)$/u;
const adjective = /^\p{Ll}{2,}e[mnrs]?$/u;

const calendar: ReadonlySet<string> = new Set(
	(
		'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September ' +
		'October November December Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Januar Februar März Mai ' +
		'Juni Juli Oktober Dezember'
	).split(' '),
);

/** How a book writes its words, chapter by chapter. */
export type WordUsages = Map<string, Usage>;

/** @param nounsAreCapitalised in the language of the book */
export function properWords(usages: WordUsages, nounsAreCapitalised: boolean): ProperWords {
	const judged = (judge: (usage: Usage, lower: number, word: string) => boolean): ((word: string) => boolean) =>
		remembered((word) => {
			const usage = usages.get(word);
			const lower = usages.get(word.toLowerCase())?.lower ?? 0;
			return usage !== undefined && usage.inside > 0 && couldBeName(word) && judge(usage, lower, word);
		});
	return {
		nounsAreCapitalised,
		isProper: judged(
			(usage, lower) =>
				lower <= usage.inside * mostLower &&
				(!nounsAreCapitalised || (usage.inside >= 3 && usage.afterDeterminer <= usage.inside * mostDetermined)),
		),
		isTitle: judged(({ inside, beforeCapital }, lower) => {
			const often = beforeCapital > inside * (nounsAreCapitalised ? 0.6 : 0.3);
			return often && beforeCapital >= 2 && lower <= inside * mostLowerTitle;
		}),
		isOnlyTitle: judged(({ inside, beforeCapital }) => beforeCapital > inside * 0.6),
	};
}

function remembered(judge: (word: string) => boolean): (word: string) => boolean {
	const known = new Map<string, boolean>();
	return (word) => {
		const verdict = known.get(word) ?? judge(word);
		known.set(word, verdict);
		return verdict;
	};
}

export function addUsages(tokens: readonly ProseToken[], usages: WordUsages): void {
	const usageOf = (word: string): Usage => {
		const usage = usages.get(word) ?? { inside: 0, afterDeterminer: 0, beforeCapital: 0, lower: 0 };
		usages.set(word, usage);
		return usage;
	};
	for (const [index, { text, isCapitalised, isOpening }] of tokens.entries()) {
		const usage = usageOf(text);
		if (!isCapitalised) usage.lower++;
		if (!isCapitalised || isOpening) continue;
		usage.inside++;
		const next = tokens[index + 1];
		if (next?.isCapitalised === true && /^\.?\s$/.test(next.gap)) usage.beforeCapital++;
		if (isDetermined(tokens, index)) usage.afterDeterminer++;
	}
}

function isDetermined(tokens: readonly ProseToken[], index: number): boolean {
	const [before = '', previous = ''] = tokens
		.slice(Math.max(0, index - 2), index)
		.map((token) => token.text.toLowerCase());
	const last = index === 1 ? before : previous;
	return determiner.test(last) || (adjective.test(last) && determiner.test(before));
}

/** Neither "I", "I'll" nor a day of the week. */
function couldBeName(word: string): boolean {
	return word.length > 1 && !/^\p{Lu}['’]\p{Ll}/u.test(word) && !calendar.has(word);
}
