import * as l10n from '@vscode/l10n';
import { countWords } from '../novel/chapterFile.js';
import { proseOnly } from './proseOnly.js';
import { sentencesOf } from './sentences.js';
import {
	beganTo,
	didNot,
	notXButY,
	stockNames,
	stockPhrases,
	stockWords,
	theWay,
	transitionOpener,
} from './stockPhrases.js';

/** A habit of models that a chapter has more of than prose by people. */
export interface Habit {
	readonly code: string;
	/** What there is too much of, and what to do. */
	readonly message: string;
	/** Its first place, as offsets in the text. */
	readonly start: number;
	readonly end: number;
}

/** Phrases that are named one by one; the others are counted together. */
const namedPhrases = 3;

/** The most telling first. @param names of the book, which are never called stock names */
export function habitsOf(text: string, names: readonly string[]): Habit[] {
	const prose = proseOnly(text);
	const measured: Measured = { prose, words: countWords(prose), names };
	return measures.flatMap((measure) => measure(measured));
}

interface Measured {
	/** As long as the chapter's text, with everything but prose blanked. */
	readonly prose: string;
	readonly words: number;
	readonly names: readonly string[];
}

interface Place {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

const measures: ReadonlyArray<(measured: Measured) => Habit[]> = [
	phraseHabits,
	notButHabit,
	emDashHabit,
	nameHabit,
	wordHabit,
	openerHabit,
	rhythmHabit,
	countedHabit(theWay, 'the-way', () => l10n.t('"the way somebody did something"'), 2, 1),
	countedHabit(didNot, 'did-not', () => l10n.t('"she did not …"'), 3, 1.5),
	countedHabit(beganTo, 'began-to', () => l10n.t('"began to" and "started to"'), 3, 1.5),
];

function phraseHabits({ prose, words }: Measured): Habit[] {
	const found = stockPhrases
		.map(([name, pattern]) => ({ name, places: placesOf(prose, pattern) }))
		.filter(({ places }) => places.length > 0)
		.sort((a, b) => b.places.length - a.places.length);
	const named = found
		.slice(0, namedPhrases)
		.flatMap(({ name, places }) => habit('stock-phrase', places, phraseMessage(name, places.length)));
	const rest = found.slice(namedPhrases);
	const total = found.reduce((sum, { places }) => sum + places.length, 0);
	return [
		...named,
		...habit(
			'stock-phrases',
			rest.flatMap(({ places }) => places),
			restMessage(
				rest.map(({ name }) => name),
				total,
				words,
			),
		),
	];
}

function phraseMessage(name: string, count: number): string {
	return count > 1
		? l10n.t(
				'“{0}” ({1} times) is a phrase that models wear out. Put there what only this person would do, notice or say.',
				name,
				count,
			)
		: l10n.t('“{0}” is a phrase that models wear out. Put there what only this person would do, notice or say.', name);
}

// The human figure is slop-score's, for its own list of three-word phrases.
function restMessage(names: readonly string[], total: number, words: number): string {
	return l10n.t(
		'More worn phrases: {0}. In all there are {1} in 1,000 words, where people have about 0.1. Reword most of them.',
		names.map((name) => l10n.t('“{0}”', name)).join(', '),
		perThousand(total, words),
	);
}

/** Models begin at 0.09 in 1,000 characters, people have 0.04 (slop-score). */
function notButHabit({ prose }: Measured): Habit[] {
	const places = placesOf(prose, notXButY);
	if (places.length < 2 || (places.length * 1_000) / prose.length <= 0.09) return [];
	return habit(
		'not-x-but-y',
		places,
		l10n.t(
			'“Not this but that” {0} times. People write it about once in a chapter: say directly what is the case.',
			places.length,
		),
	);
}

function emDashHabit({ prose, words }: Measured): Habit[] {
	const places = placesOf(prose, /[—―]|(?<=\S)--(?=\S|\s)| – /gu);
	if (places.length < 5 || (places.length * 1_000) / words <= 15) return [];
	return habit(
		'em-dashes',
		places,
		l10n.t(
			'{0} dashes in 1,000 words; above 15 they draw attention. Use commas, full stops or nothing for some.',
			perThousand(places.length, words),
		),
	);
}

function nameHabit({ prose, names }: Measured): Habit[] {
	const own = names.join(' ').toLowerCase();
	const places = placesOf(prose, stockNames).filter((place) => !own.includes(place.text.toLowerCase()));
	const list = [...new Set(places.map((place) => place.text))].join(', ');
	return habit(
		'stock-names',
		places,
		l10n.t(
			'{0}: a name that models give to almost everybody, and not in your bible. Choose one from the place, the time and the family.',
			list,
		),
	);
}

/** People have 6.9 in 1,000 words of a list longer than ours (slop-score). */
function wordHabit({ prose, words }: Measured): Habit[] {
	const places = placesOf(prose, stockWords);
	const groups = [...Map.groupBy(places, (place) => place.text.toLowerCase())].sort(
		(a, b) => b[1].length - a[1].length,
	);
	const frequent = groups.filter(([, same]) => same.length >= 3 && (same.length * 1_000) / words >= 1);
	if (frequent.length === 0 && (places.length * 1_000) / words <= 6.9) return [];
	const list = groups
		.slice(0, 5)
		.map(([word, same]) =>
			same.length === 1 ? l10n.t('“{0}” once', word) : l10n.t('“{0}” {1} times', word, same.length),
		)
		.join(', ');
	return habit(
		'stock-words',
		places,
		l10n.t('Words that models favour: {0}. Replace most of them with the plain or the exact word.', list),
	);
}

function openerHabit({ prose }: Measured): Habit[] {
	const paragraphs = Array.from(prose.matchAll(/\S[^\n]*/g), placeOf);
	const places = paragraphs.filter((paragraph) => transitionOpener.test(paragraph.text));
	if (paragraphs.length < 10 || places.length / paragraphs.length <= 0.3) return [];
	const share = Math.round((places.length * 100) / paragraphs.length);
	return habit(
		'transition-openers',
		places,
		l10n.t(
			'{0} % of the paragraphs begin with a word of transition such as “Then” or “Later”. Begin some with a person, a thing or a line of speech.',
			share,
		),
	);
}

/** Below 0.3 sentences are of one length (autonovel). */
function rhythmHabit({ prose }: Measured): Habit[] {
	const lengths = sentencesOf(prose).map((sentence) => countWords(sentence.text));
	const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
	const variance = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / lengths.length;
	if (lengths.length < 30 || Math.sqrt(variance) / mean >= 0.3) return [];
	const start = prose.search(/\S/);
	return [
		{
			code: 'rhythm',
			start,
			end: start + 1,
			message: l10n.t(
				'Nearly every sentence has about {0} words. Break some off, and let some run on.',
				Math.round(mean),
			),
		},
	];
}

function countedHabit(pattern: RegExp, code: string, name: () => string, most: number, mostPerThousand: number) {
	return ({ prose, words }: Measured): Habit[] => {
		const places = placesOf(prose, pattern);
		if (places.length <= most || (places.length * 1_000) / words <= mostPerThousand) return [];
		return habit(
			code,
			places,
			l10n.t('{0} {1} times. Once is a choice, more is a habit: reword most of them.', name(), places.length),
		);
	};
}

function habit(code: string, places: readonly Place[], message: string): Habit[] {
	const first = places.reduce<Place | undefined>(
		(least, place) => (least && least.start <= place.start ? least : place),
		undefined,
	);
	return first ? [{ code, message, start: first.start, end: first.end }] : [];
}

function placesOf(prose: string, pattern: RegExp): Place[] {
	return Array.from(prose.matchAll(pattern), placeOf);
}

function placeOf(match: RegExpExecArray): Place {
	return { text: match[0], start: match.index, end: match.index + match[0].length };
}

function perThousand(count: number, words: number): string {
	return ((count * 1_000) / Math.max(1, words)).toFixed(1);
}
