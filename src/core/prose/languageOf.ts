/** The words that make up most of any text in a language and least of the others. */
const commonWords: Readonly<Record<string, string>> = {
	en: 'the and of to was he she it that his her with had not you for but',
	de: 'der die und das ist nicht ich sie er mit war den dem ein eine hatte sich auch auf',
	fr: 'le la les et des une dans qui que est pas il elle je vous avait était pour',
	es: 'el la los las y que una no se con había por su del era lo para como',
	it: 'il la che di non una per gli era con sua aveva del della come anche più',
	pt: 'o a os as não que uma com do da em para era seu sua ele ela mais você',
	nl: 'de het een en van niet dat hij zij ik met was zijn haar op te er had',
	sv: 'och det att han hon som inte var jag med på en ett hade av för den',
	da: 'og det at han hun som ikke var jeg med på en et havde af til den der',
	nb: 'og det at han hun som ikke var jeg med på en et hadde av til den seg',
	fi: 'ja hän oli että ei se mutta kun niin minä joka sen hänen ole kuin',
	pl: 'i w nie się na że to do jest był była z jak ale jego tak po',
	cs: 'a se na že je to byl byla v s do ale jak jsem tak jeho si',
	tr: 've bir bu da de için ne o çok gibi ama kadar daha sonra değil',
	hu: 'a az és hogy nem egy volt is meg de csak ez mint már el',
	ru: 'и в не на что он она с как я его это но был а из то',
	uk: 'і в не на що він вона з як я його це але був та до й',
};

/** Scripts that only one language writes, or nearly. */
const scripts: ReadonlyArray<readonly [language: string, script: RegExp]> = [
	['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
	['ko', /\p{Script=Hangul}/gu],
	['zh', /\p{Script=Han}/gu],
	['el', /\p{Script=Greek}/gu],
	['he', /\p{Script=Hebrew}/gu],
	['ar', /\p{Script=Arabic}/gu],
];

/** Enough to tell languages apart; more only takes longer. */
const sampleCharacters = 60_000;
/** Of all words, the common ones of a language are at least this share of a text in it. */
const leastShare = 0.1;
const scriptShare = 0.1;

/** BCP 47 tag of the language a text is written in; undefined when it is none of those that are known, or too short to tell. */
export function languageOf(text: string): string | undefined {
	const sample = text.slice(0, sampleCharacters);
	const letters = sample.match(/\p{L}/gu)?.length ?? 0;
	const script = scripts.find(([, pattern]) => (sample.match(pattern)?.length ?? 0) > letters * scriptShare);
	if (script) return script[0];
	const words = sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
	const scored = languages
		.map(({ language, common }) => ({
			language,
			share: words.filter((word) => common.has(word)).length / words.length,
		}))
		.sort((a, b) => b.share - a.share);
	const best = scored[0];
	return words.length >= 20 && best && best.share >= leastShare ? best.language : undefined;
}

const languages = Object.entries(commonWords).map(([language, words]) => ({
	language,
	common: new Set(words.split(' ')),
}));
