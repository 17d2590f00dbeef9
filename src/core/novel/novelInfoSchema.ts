import * as l10n from '@vscode/l10n';
import { z } from 'zod';

export const mostChapters = 400;

/** What is wrong with each property, whatever is wrong with it. */
const advice = {
	$schema: () => l10n.t('"$schema" must be text: the address of a JSON schema. It may be left out.'),
	id: () =>
		l10n.t(
			'"id" must be a ULID: 26 characters such as "01ARZ3NDEKTSV4RRFFQ69G5FAV", different for every novel and never changed.',
		),
	title: () => l10n.t('"title" must be text of at most 300 characters: the title of the book.'),
	author: () => l10n.t('"author" must be text of at most 300 characters. It may be left out.'),
	language: () => l10n.t('"language" must be a language tag such as "en", "en-GB" or "de".'),
	genre: () =>
		l10n.t('"genre" must be text of at most 300 characters, such as "literary mystery". It may be left out.'),
	pointOfView: () => l10n.t('"pointOfView" must be text of at most 300 characters, such as "third person limited".'),
	tense: () => l10n.t('"tense" must be text of at most 300 characters, such as "past" or "present".'),
	chapters: () => l10n.t('"chapters" must be a whole number from 1 to 400.'),
	wordsPerChapter: () => l10n.t('"wordsPerChapter" must be a whole number from 200 to 20000.'),
};

export type NovelInfoProperty = keyof typeof advice;

export const novelInfoProperties = Object.keys(advice) as readonly NovelInfoProperty[];

export function novelInfoAdvice(property: NovelInfoProperty): string {
	return advice[property]();
}

const said = (property: NovelInfoProperty) => ({ error: () => novelInfoAdvice(property) });

const text = (property: NovelInfoProperty) => z.string(said(property)).trim().max(300, said(property));

const wholeNumber = (property: NovelInfoProperty, least: number, most: number) =>
	z.int(said(property)).min(least, said(property)).max(most, said(property));

/** `novel.json`. Properties it does not know are left to whoever put them there. */
export const novelInfoSchema = z
	.object({
		$schema: z.string(said('$schema')).optional().describe('Address of the JSON schema of this file.'),
		id: z
			.string(said('id'))
			.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, said('id'))
			.describe('The identity of the novel: a ULID, different for every novel and never changed.'),
		title: text('title').min(1, said('title')).describe('Title of the book.'),
		author: text('author').default('').describe('Who writes it.'),
		language: z
			.string(said('language'))
			.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, said('language'))
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
