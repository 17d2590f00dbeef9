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
	/** The same, right after a word that stands before nouns and hardly ever before names. */
	afterDeterminer: number;
	/** The same, right before another capital letter. */
	beforeCapital: number;
	lower: number;
}

/** A word that is also written small more often than this, against each capital, is no name. */
const mostLower = 0.15;
/** Titles are words too: there are captains beside Captain Wentworth. */
const mostLowerTitle = 10;
/** In English about 5 % of words inside sentences have capitals, in German, which gives them to all nouns, about 20 %. */
const nounShare = 0.12;
const mostDetermined = 0.03;

/**
 * German and its like: whatever follows these, or an adjective that ends as theirs do, is a noun. Names stand without an
 * article there.
 */
const determiner =
	/^(?:d(?:er|ie|as|en|em|es)|(?:[mdsk]?ein|unser|euer|eur|ihr|jed|jen|dies|welch|manch|solch|all|viel|wenig|ander|beid)(?:e[mnrs]?)?|im|am|zum|zur|vom|beim|ins|ans|aufs|zwei|drei|kein|viel|mehr|etwas|nichts|\p{Ll}{3,}(?:ig|lich|isch|t|n|r|l|d|m|ß|s|h|z|ch)e[mnrs])$/u;

const calendar: ReadonlySet<string> = new Set(
	(
		'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September ' +
		'October November December Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Januar Februar März Mai ' +
		'Juni Juli Oktober Dezember'
	).split(' '),
);

export function properWords(chapters: ReadonlyArray<readonly ProseToken[]>): ProperWords {
	const usages = usagesIn(chapters);
	const inside = chapters.flatMap((tokens) => tokens.filter((token) => !token.isOpening));
	const nounsAreCapitalised = inside.filter((token) => token.isCapitalised).length > inside.length * nounShare;
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

function usagesIn(chapters: ReadonlyArray<readonly ProseToken[]>): ReadonlyMap<string, Usage> {
	const usages = new Map<string, Usage>();
	const usageOf = (word: string): Usage => {
		const usage = usages.get(word) ?? { inside: 0, afterDeterminer: 0, beforeCapital: 0, lower: 0 };
		usages.set(word, usage);
		return usage;
	};
	for (const tokens of chapters) {
		for (const [index, { text, isCapitalised, isOpening }] of tokens.entries()) {
			const usage = usageOf(text);
			if (!isCapitalised) usage.lower++;
			if (!isCapitalised || isOpening) continue;
			usage.inside++;
			const next = tokens[index + 1];
			if (next?.isCapitalised === true && /^\.?\s$/.test(next.gap)) usage.beforeCapital++;
			if (determiner.test(tokens[index - 1]?.text.toLowerCase() ?? '')) usage.afterDeterminer++;
		}
	}
	return usages;
}

/** Neither "I", "I'll" nor a day of the week. */
function couldBeName(word: string): boolean {
	return word.length > 1 && !/^\p{Lu}['’]\p{Ll}/u.test(word) && !calendar.has(word);
}
