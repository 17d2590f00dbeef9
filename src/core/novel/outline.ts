import * as l10n from '@vscode/l10n';
import type { NovelInfo, OutlineChapter, Problem } from './novel.js';
import { lineRange, problemAt, type TextRange } from './textPosition.js';
import { outlineLines, type OutlineLine } from './outlineLines.js';

export const outlinePath = 'outline.md';

export interface ParsedOutline {
	/** By number, each number once. */
	readonly chapters: OutlineChapter[];
	readonly problems: Problem[];
}

interface Draft {
	readonly number: number;
	title: string;
	readonly beats: string[];
	pov: string;
	location: string;
	time: string;
	readonly line: number;
}

/** Reads `outline.md`. What cannot be understood becomes a problem with its line; the rest is still read. */
export function parseOutline(text: string): ParsedOutline {
	const problems: Problem[] = [];
	const drafts = collectChapters(outlineLines(text), problems);
	const chapters = uniqueByNumber(drafts, problems);
	if (drafts.length === 0) problems.push(emptyOutline());
	problems.push(...orderProblems(chapters), ...chapters.flatMap(contentProblems));
	const sorted = chapters.map(withTitle).sort((a, b) => a.number - b.number);
	return { chapters: sorted, problems: problems.sort((a, b) => a.line - b.line) };
}

/** Where the outline and `novel.json` disagree. */
export function outlineProblems(chapters: readonly OutlineChapter[], info: NovelInfo): Problem[] {
	const last = chapters.at(-1);
	if (!last || chapters.length === info.chapters) return [];
	const message =
		chapters.length === 1
			? l10n.t(
					'outline.md has 1 chapter and novel.json says {0}. Add or remove chapters here, or change "chapters" in novel.json to 1.',
					info.chapters,
				)
			: l10n.t(
					'outline.md has {0} chapters and novel.json says {1}. Add or remove chapters here, or change "chapters" in novel.json to {0}.',
					chapters.length,
					info.chapters,
				);
	return [problemAt(outlinePath, chapterRange(last), 'warning', 'outline-chapter-count', message)];
}

/** Markdown that `parseOutline` reads back as the same chapters. */
export function formatOutline(title: string, chapters: readonly OutlineChapter[]): string {
	return [`# ${oneLine(title)}`, ...chapters.map(formatChapter)].join('\n\n') + '\n';
}

/** One line a chapter: number, title, who, where, when, and the first and last thing that happens. */
export function outlineOverview(chapters: readonly OutlineChapter[]): string {
	return chapters.map(overviewLine).join('\n');
}

function collectChapters(lines: readonly OutlineLine[], problems: Problem[]): Draft[] {
	const drafts: Draft[] = [];
	let current: Draft | undefined;
	for (const line of lines) {
		if (line.kind === 'chapter') {
			current = { number: line.number, title: line.title, beats: [], pov: '', location: '', time: '', line: line.line };
			drafts.push(current);
		} else if (line.kind === 'other-heading') {
			current = undefined;
			problems.push(notAChapter(line.line, line.text));
		} else if (current) {
			addTo(current, line);
		}
	}
	return drafts;
}

function addTo(chapter: Draft, line: Extract<OutlineLine, { kind: 'property' | 'beat' }>): void {
	if (line.kind === 'property' && !(line.inList && isTaken(chapter, line.property)))
		chapter[line.property] = line.value;
	else chapter.beats.push(line.kind === 'beat' ? line.text : `${line.label}: ${line.value}`);
}

/** A list item such as "- time: runs out" is a beat once the chapter has beats, or a time. */
function isTaken(chapter: Draft, property: 'pov' | 'location' | 'time'): boolean {
	return chapter.beats.length > 0 || chapter[property] !== '';
}

function uniqueByNumber(drafts: readonly Draft[], problems: Problem[]): Draft[] {
	const first = new Map<number, Draft>();
	for (const draft of drafts) {
		const earlier = first.get(draft.number);
		if (draft.number < 1) problems.push(chapterZero(draft));
		else if (earlier) problems.push(duplicateNumber(draft, earlier));
		else first.set(draft.number, draft);
	}
	return [...first.values()];
}

function orderProblems(chapters: readonly Draft[]): Problem[] {
	return chapters.flatMap((chapter, index) => {
		const expected = (chapters[index - 1]?.number ?? 0) + 1;
		if (chapter.number === expected) return [];
		return [
			problemAt(
				outlinePath,
				chapterRange(chapter),
				'warning',
				'outline-numbering',
				numberingMessage(chapter.number, expected),
			),
		];
	});
}

function numberingMessage(found: number, expected: number): string {
	const advice = l10n.t(
		"Chapters are drafted by number; renumber the headings, or add '## {0}. …' where it belongs.",
		expected,
	);
	return expected === 1
		? l10n.t('The outline begins with chapter {0} instead of chapter 1. {1}', found, advice)
		: l10n.t('Chapter {0} stands where chapter {1} was expected. {2}', found, expected, advice);
}

function contentProblems(chapter: Draft): Problem[] {
	const warn = (code: string, message: string): Problem =>
		problemAt(outlinePath, chapterRange(chapter), 'warning', code, message);
	const { number } = chapter;
	return [
		...(chapter.title
			? []
			: [warn('outline-title', l10n.t("Chapter {0} has no title. Write '## {0}. A Title'.", number))]),
		...(chapter.beats.length > 0
			? []
			: [
					warn(
						'outline-beats',
						l10n.t("Chapter {0} has no beats. List what happens in it, one list item ('- …') a beat.", number),
					),
				]),
	];
}

function withTitle(chapter: Draft): OutlineChapter {
	return { ...chapter, title: chapter.title || `Chapter ${chapter.number}` };
}

function emptyOutline(): Problem {
	const message = l10n.t(
		"outline.md has no chapters. Add a heading such as '## 1. The Arrival' with a list of beats below it, or delete the file to have it planned anew.",
	);
	return problemAt(outlinePath, lineRange(0, 0), 'error', 'outline-empty', message);
}

function notAChapter(line: number, text: string): Problem {
	const message = l10n.t(
		"This heading is not taken for a chapter, because it has no number. If it is one, write '## 1. {0}' with its number.",
		text,
	);
	return problemAt(outlinePath, lineRange(line, text.length + 3), 'information', 'outline-heading', message);
}

function chapterZero(chapter: Draft): Problem {
	const message = l10n.t(
		'Chapters are numbered from 1, so chapter {0} is left out. Renumber the headings.',
		chapter.number,
	);
	return problemAt(outlinePath, chapterRange(chapter), 'error', 'outline-number', message);
}

function duplicateNumber(chapter: Draft, earlier: Draft): Problem {
	const message = l10n.t(
		'There are two chapters {0}; the other is on line {1}. Only the first counts until one of them is renumbered.',
		chapter.number,
		earlier.line + 1,
	);
	const related = { path: outlinePath, line: earlier.line, message: l10n.t('The first chapter {0}', earlier.number) };
	return { ...problemAt(outlinePath, chapterRange(chapter), 'error', 'outline-duplicate', message), related };
}

function chapterRange(chapter: { number: number; title: string; line: number }): TextRange {
	return lineRange(chapter.line, `## ${chapter.number}. ${chapter.title}`.trimEnd().length);
}

function formatChapter(chapter: OutlineChapter): string {
	const properties = (['pov', 'location', 'time'] as const).filter((name) => oneLine(chapter[name]) !== '');
	const blocks = [
		`## ${chapter.number}. ${oneLine(chapter.title)}`.trimEnd(),
		properties.map((name) => `${name}: ${oneLine(chapter[name])}`).join('\n'),
		chapter.beats.map((beat) => `- ${escapedBeat(oneLine(beat))}`).join('\n'),
	];
	return blocks.filter((block) => block !== '').join('\n\n');
}

/** A first beat that begins like a property stays a beat. */
function escapedBeat(beat: string): string {
	return beat.replace(/^(pov|location|time):/i, '$1\\:');
}

function overviewLine(chapter: OutlineChapter): string {
	const where = [chapter.pov, chapter.location, chapter.time].filter((part) => part !== '').join(', ');
	const ends = [...new Set([chapter.beats[0], chapter.beats.at(-1)])]
		.filter((beat) => beat !== undefined)
		.map((beat) => shortened(beat, 140));
	return `${chapter.number}. ${chapter.title}${where ? ` (${where})` : ''}${ends.length > 0 ? `: ${ends.join(' … ')}` : ''}`;
}

function shortened(text: string, characters: number): string {
	return text.length <= characters
		? text
		: `${text.slice(0, text.lastIndexOf(' ', characters) + 1 || characters).trimEnd()}…`;
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
