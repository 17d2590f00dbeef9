import { z } from 'zod';

export const mostChapters = 400;

/** What is wrong with each property, whatever is wrong with it. */
export const novelInfoAdvice = {
	$schema: '"$schema" must be text: the address of a JSON schema. It may be left out.',
	id: '"id" must be a ULID: 26 characters such as "01ARZ3NDEKTSV4RRFFQ69G5FAV", different for every novel and never changed.',
	title: '"title" must be text of at most 300 characters: the title of the book.',
	author: '"author" must be text of at most 300 characters. It may be left out.',
	language: '"language" must be a language tag such as "en", "en-GB" or "de".',
	genre: '"genre" must be text of at most 300 characters, such as "literary mystery". It may be left out.',
	pointOfView: '"pointOfView" must be text of at most 300 characters, such as "third person limited".',
	tense: '"tense" must be text of at most 300 characters, such as "past" or "present".',
	chapters: '"chapters" must be a whole number from 1 to 400.',
	wordsPerChapter: '"wordsPerChapter" must be a whole number from 200 to 20000.',
} as const;

export type NovelInfoProperty = keyof typeof novelInfoAdvice;

const text = (property: NovelInfoProperty) =>
	z.string(novelInfoAdvice[property]).trim().max(300, novelInfoAdvice[property]);

const wholeNumber = (property: NovelInfoProperty, least: number, most: number) =>
	z.int(novelInfoAdvice[property]).min(least, novelInfoAdvice[property]).max(most, novelInfoAdvice[property]);

/** `novel.json`. Properties it does not know are left to whoever put them there. */
export const novelInfoSchema = z
	.object({
		$schema: z.string(novelInfoAdvice.$schema).optional().describe('Address of the JSON schema of this file.'),
		id: z
			.string(novelInfoAdvice.id)
			.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, novelInfoAdvice.id)
			.describe('The identity of the novel: a ULID, different for every novel and never changed.'),
		title: text('title').min(1, novelInfoAdvice.title).describe('Title of the book.'),
		author: text('author').default('').describe('Who writes it.'),
		language: z
			.string(novelInfoAdvice.language)
			.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, novelInfoAdvice.language)
			.default('en')
			.describe('Language of the prose, as a BCP 47 tag such as en, en-GB or de.'),
		genre: text('genre').default('').describe('What kind of book it is, in your own words.'),
		pointOfView: text('pointOfView').default('third person limited').describe('Point of view of the narration.'),
		tense: text('tense').default('past').describe('Tense of the narration.'),
		chapters: wholeNumber('chapters', 1, mostChapters).describe('How many chapters the book has.'),
		wordsPerChapter: wholeNumber('wordsPerChapter', 200, 20_000).describe('About how many words a chapter has.'),
	})
	.describe('A novel of Prometheus Novel.');

/** The JSON schema that the editor offers for `novel.json`; `schemas/novel.schema.json` is this. */
export function novelJsonSchema(): Record<string, unknown> {
	return { title: 'novel.json', ...z.toJSONSchema(novelInfoSchema, { target: 'draft-7', io: 'input' }) };
}
