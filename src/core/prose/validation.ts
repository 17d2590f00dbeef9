import * as l10n from '@vscode/l10n';
import { chapterBody, countWords } from '../novel/chapterFile.js';
import { headingOf } from '../novel/markdownFile.js';
import { leftoversIn } from './leftovers.js';
import type { Problem, ProblemSeverity } from '../novel/novel.js';
import { endsCompletely } from './proseCleaning.js';
import { habitsOf } from './proseHabits.js';
import { proseOnly } from './proseOnly.js';
import { repetitionsIn, type Repetition } from './repetition.js';
import { problemAt, textPositions, type TextPositions } from '../novel/textPosition.js';

export interface ChapterToValidate {
	/** The whole file. */
	readonly text: string;
	readonly chapter: number;
	/** Relative to the novel's folder. */
	readonly path: string;
	readonly wantedWords: number;
	/** Whole files of the other chapters. */
	readonly otherChapters: readonly string[];
	/** Of people and places in the bible. */
	readonly names: readonly string[];
}

/** Beyond this share a chapter is too short or too long. */
const tolerance = 0.15;
/** A list that nobody reads to its end helps nobody. */
const mostInformation = 8;
const mostRepetitions = 5;

/** What can be seen in a chapter without asking a model; in the order of the text. */
export function validateChapter(given: ChapterToValidate): Problem[] {
	const chapter: Located = { ...given, positions: textPositions(given.text) };
	if (countWords(given.text) === 0) return [emptyChapter(chapter)];
	const problems = [
		...lengthProblems(chapter),
		...headingProblems(chapter),
		...leftoverProblems(chapter),
		...repetitionProblems(chapter),
		...endingProblems(chapter),
		...habitProblems(chapter),
	];
	return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** What a voice pass should thin out, one sentence each; empty when there is nothing. */
export function proseHabits(text: string, names: readonly string[] = []): string[] {
	return habitsOf(text, names).map((habit) => habit.message);
}

interface Located extends ChapterToValidate {
	readonly positions: TextPositions;
}

function problem(
	{ path, positions }: Located,
	start: number,
	end: number,
	severity: ProblemSeverity,
	code: string,
	message: string,
): Problem {
	return problemAt(path, positions.range(start, end), severity, code, message);
}

function emptyChapter(chapter: Located): Problem {
	const message = l10n.t('Chapter {0} has no text. Write it, or delete the file to have it drafted.', chapter.chapter);
	return problem(chapter, 0, 0, 'error', 'empty-chapter', message);
}

function lengthProblems(chapter: Located): Problem[] {
	const words = countWords(chapter.text);
	const share = words / chapter.wantedWords - 1;
	if (Math.abs(share) <= tolerance) return [];
	const percent = Math.round(Math.abs(share) * 100);
	const facts = [chapter.chapter, words, percent, chapter.wantedWords] as const;
	const message =
		share < 0
			? l10n.t(
					'Chapter {0} has {1} words, {2} % fewer than the {3} wanted. Add a beat to its outline and draft it again, or write on.',
					...facts,
				)
			: l10n.t(
					'Chapter {0} has {1} words, {2} % more than the {3} wanted. Cut what the story does not need, or move a beat to another chapter.',
					...facts,
				);
	return [problem(chapter, ...headingSpan(chapter.text), 'warning', 'length', message)];
}

function headingProblems(chapter: Located): Problem[] {
	const headings = Array.from(withoutComments(chapter.text).matchAll(/^(#{1,6})[ \t][^\r\n]*/gm));
	const first = headings[0];
	const isFirst = first?.[1] === '#' && withoutComments(chapter.text).slice(0, first.index).trim() === '';
	const noTitle = l10n.t("The chapter does not begin with its title. Put a line such as '# The Arrival' first.");
	const further = l10n.t('This heading stands inside the chapter. Remove it, or separate scenes with a line of * * *.');
	return [
		...(isFirst ? [] : [problem(chapter, ...headingSpan(chapter.text), 'warning', 'no-title', noTitle)]),
		...headings
			.slice(isFirst ? 1 : 0)
			.map((match) => problem(chapter, match.index, match.index + match[0].length, 'warning', 'heading', further)),
	];
}

function leftoverProblems(chapter: Located): Problem[] {
	return leftoversIn(withoutComments(chapter.text)).map(({ start, end, severity, message }) =>
		problem(chapter, start, end, severity, 'leftover', message),
	);
}

function repetitionProblems(chapter: Located): Problem[] {
	const found = repetitionsIn(chapter.text, chapter.otherChapters);
	return found.slice(0, mostRepetitions).map((one, index) => {
		const more = index === mostRepetitions - 1 && found.length > mostRepetitions;
		const rest = more ? ` ${l10n.t('There are {0} more repetitions.', found.length - mostRepetitions)}` : '';
		const message = `${repetitionMessage(chapter, one)}${rest}`;
		return problem(
			chapter,
			one.start,
			one.end,
			'warning',
			one.kind === 'in-chapter' ? 'repetition' : 'repeated-across',
			message,
		);
	});
}

function repetitionMessage({ otherChapters, positions }: Located, { other, first }: Repetition): string {
	if (other === undefined)
		return l10n.t('This stands on line {0} already. Remove it or say it anew.', positions.at(first).line + 1);
	const title = headingOf(otherChapters[other] ?? '');
	return title
		? l10n.t('This stands word for word in “{0}” too. Say it anew in one of them.', title)
		: l10n.t('This stands word for word in another chapter too. Say it anew in one of them.');
}

function endingProblems(chapter: Located): Problem[] {
	if (endsCompletely(chapterBody(chapter.text))) return [];
	const end = proseOnly(chapter.text).trimEnd().length;
	const message = l10n.t(
		'The chapter breaks off in the middle of a sentence. Write its end, or draft the chapter again.',
	);
	return [problem(chapter, Math.max(0, end - 1), end, 'error', 'unfinished', message)];
}

function habitProblems(chapter: Located): Problem[] {
	return habitsOf(chapter.text, chapter.names)
		.slice(0, mostInformation)
		.map(({ start, end, code, message }) => problem(chapter, start, end, 'information', code, message));
}

/** The first line that is neither empty nor a comment. */
function headingSpan(text: string): [start: number, end: number] {
	const match = /\S[^\r\n]*/.exec(withoutComments(text));
	return match ? [match.index, match.index + match[0].length] : [0, 0];
}

/** Blanked, so that offsets stay. */
function withoutComments(text: string): string {
	return text.replace(/<!--[^]*?-->/g, (comment) => comment.replace(/[^\r\n]/g, ' ')).replace(/^\uFEFF/, ' ');
}
