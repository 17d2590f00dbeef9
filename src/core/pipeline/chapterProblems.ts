import { bibleNames } from '../novel/bibleEntries.js';
import type { Novel, Problem } from '../novel/novel.js';
import { validateChapter } from '../prose/validation.js';
import { findingProblems } from './findingProblems.js';
import type { ContinuityAudit } from './replies.js';

export interface CheckedText {
	readonly chapter: number;
	/** Relative to the novel's folder. */
	readonly path: string;
	readonly text: string;
	/** Undefined when it was never audited. */
	readonly audit: ContinuityAudit | undefined;
}

/**
 * What is to be said of a chapter that the pipeline wrote: what its text shows, and what the audit found in it.
 * @param otherChapters their whole texts
 */
export function chapterProblems(
	novel: Novel,
	checked: CheckedText,
	otherChapters: readonly string[],
): readonly Problem[] {
	const { chapter, path, text } = checked;
	const { wordsPerChapter: wantedWords } = novel.info;
	const names = bibleNames(novel.bible);
	const validated = validateChapter({ text, chapter, path, wantedWords, otherChapters, names });
	return [...validated, ...auditProblems(checked)];
}

/** What the audit found alone: a person's own text is not measured. */
export function auditProblems({ path, text, audit }: CheckedText): readonly Problem[] {
	return findingProblems(path, text, audit ?? { findings: [] });
}
