import { fileURLToPath } from 'node:url';
import type { Language } from '../../core/memory/textAnalysis.js';
import { ThesaurusFile } from './thesaurusFile.js';

interface Loader {
	readonly stemmer: () => Promise<{ stemmer: (word: string) => string }>;
	readonly stopWords: () => Promise<{ stopwords: readonly string[] }>;
}

/** By the first part of a BCP 47 tag. */
const loaders: Readonly<Record<string, Loader>> = {
	ar: { stemmer: () => import('@orama/stemmers/arabic'), stopWords: () => import('@orama/stopwords/arabic') },
	bg: { stemmer: () => import('@orama/stemmers/bulgarian'), stopWords: () => import('@orama/stopwords/bulgarian') },
	da: { stemmer: () => import('@orama/stemmers/danish'), stopWords: () => import('@orama/stopwords/danish') },
	de: { stemmer: () => import('@orama/stemmers/german'), stopWords: () => import('@orama/stopwords/german') },
	el: { stemmer: () => import('@orama/stemmers/greek'), stopWords: () => import('@orama/stopwords/greek') },
	en: { stemmer: () => import('@orama/stemmers/english'), stopWords: () => import('@orama/stopwords/english') },
	es: { stemmer: () => import('@orama/stemmers/spanish'), stopWords: () => import('@orama/stopwords/spanish') },
	fi: { stemmer: () => import('@orama/stemmers/finnish'), stopWords: () => import('@orama/stopwords/finnish') },
	fr: { stemmer: () => import('@orama/stemmers/french'), stopWords: () => import('@orama/stopwords/french') },
	hu: { stemmer: () => import('@orama/stemmers/hungarian'), stopWords: () => import('@orama/stopwords/hungarian') },
	it: { stemmer: () => import('@orama/stemmers/italian'), stopWords: () => import('@orama/stopwords/italian') },
	nb: { stemmer: () => import('@orama/stemmers/norwegian'), stopWords: () => import('@orama/stopwords/norwegian') },
	nl: { stemmer: () => import('@orama/stemmers/dutch'), stopWords: () => import('@orama/stopwords/dutch') },
	no: { stemmer: () => import('@orama/stemmers/norwegian'), stopWords: () => import('@orama/stopwords/norwegian') },
	pt: { stemmer: () => import('@orama/stemmers/portuguese'), stopWords: () => import('@orama/stopwords/portuguese') },
	ro: { stemmer: () => import('@orama/stemmers/romanian'), stopWords: () => import('@orama/stopwords/romanian') },
	ru: { stemmer: () => import('@orama/stemmers/russian'), stopWords: () => import('@orama/stopwords/russian') },
	sv: { stemmer: () => import('@orama/stemmers/swedish'), stopWords: () => import('@orama/stopwords/swedish') },
	tr: { stemmer: () => import('@orama/stemmers/turkish'), stopWords: () => import('@orama/stopwords/turkish') },
};

const noLanguage: Language = { stopWords: new Set(), stem: (word) => word, related: () => [] };

/**
 * Snowball stemmer and stop words of a language, and for English what words are related to; without them, words count as
 * they are written.
 * @param tag BCP 47, such as `en-GB`
 * @param dist folder of the bundle, with `language/`
 */
export async function openLanguage(tag: string, dist: URL): Promise<Language> {
	const code = tag.toLowerCase().split(/[-_]/)[0] ?? '';
	const loader = loaders[code];
	if (loader === undefined) return noLanguage;
	const [{ stemmer }, { stopwords }] = await Promise.all([loader.stemmer(), loader.stopWords()]);
	const language = { ...noLanguage, stopWords: new Set(stopwords), stem: stemmer };
	if (code !== 'en') return language;
	let thesaurus: ThesaurusFile | undefined;
	const opened = (): ThesaurusFile =>
		(thesaurus ??= ThesaurusFile.open(fileURLToPath(new URL('language/english.txt', dist))));
	return { ...language, related: (word) => opened().related(word) };
}
