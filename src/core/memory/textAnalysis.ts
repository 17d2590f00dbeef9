/** What a language does to its words. */
export interface Language {
	/** Words that say nothing about a passage, in lower case. */
	readonly stopWords: ReadonlySet<string>;
	/** @param word in lower case */
	stem(word: string): string;
	/** @param word in lower case, in any form of it */
	related(word: string): readonly RelatedWords[];
}

/** Another way to say it, or something close: one word or several. */
export interface RelatedWords {
	readonly words: string;
	/** What it counts beside the word itself, which counts 1. */
	readonly weight: number;
}

/** Splits text into the terms that it is found by. */
export type TextAnalysis = (text: string) => string[];

/** The words of a text in lower case, stop words among them. */
export function wordsOf(text: string): readonly string[] {
	const lower = text.toLowerCase();
	return lower.match(unspacedCharacter.test(lower) ? token : spacedToken) ?? [];
}

// These are written without spaces; pairs of characters find what no dictionary is needed for.
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const token = new RegExp(
	String.raw`[${unspaced}][${unspaced}\p{M}]*|(?:(?![${unspaced}])[\p{L}\p{M}\p{N}])+(?:['’](?:(?![${unspaced}])[\p{L}\p{M}])+)*`,
	'gu',
);
const unspacedCharacter = new RegExp(`[${unspaced}]`, 'u');
/** The same where all scripts are spaced, found much sooner. */
const spacedToken = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const unspacedStart = new RegExp(`^[${unspaced}]`, 'u');
const marked = /[^\p{ASCII}]/u;
const longestTerm = 40;
const rememberedStems = 50_000;

/** Terms are lower case, without stop words, stemmed, and without diacritics. */
export function textAnalysis(language: Language): TextAnalysis {
	const known = new Map<string, readonly string[]>();
	const termsOfWord = (word: string): readonly string[] => {
		const remembered = known.get(word);
		if (remembered !== undefined) return remembered;
		const terms = unspacedStart.test(word) ? pairsOf(word) : stemmed(word, language);
		if (known.size >= rememberedStems) known.clear();
		known.set(word, terms);
		return terms;
	};
	return (text) => {
		const terms: string[] = [];
		for (const word of wordsOf(text)) terms.push(...termsOfWord(word));
		return terms;
	};
}

function stemmed(word: string, language: Language): readonly string[] {
	const straight = word.replaceAll('’', "'");
	if (language.stopWords.has(straight)) return [];
	// "Anne's" is about Anne, "l'amour" about love.
	return straight
		.replace(/'s$/, '')
		.split("'")
		.filter((part) => isWorthKeeping(part) && !language.stopWords.has(part))
		.map((part) => folded(language.stem(part)).slice(0, longestTerm));
}

/** A single letter is what an apostrophe or an initial left over. */
function isWorthKeeping(part: string): boolean {
	return part.length > 1 || /\p{N}/u.test(part);
}

function pairsOf(run: string): readonly string[] {
	const characters = Array.from(run);
	if (characters.length === 1) return characters;
	return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function folded(term: string): string {
	return !marked.test(term) ? term : term.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}
