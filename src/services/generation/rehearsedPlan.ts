import { textHash } from '../../core/pipeline/fingerprint.js';
import type { Journal } from '../../core/pipeline/journal.js';
import type { PlannedFile } from '../../core/novel/markdownFile.js';
import { bibleEntries } from '../../core/novel/bibleEntries.js';
import type { Novel } from '../../core/novel/novel.js';
import type { NovelStore } from '../../core/novel/novelStore.js';
import { outlinePath } from '../../core/novel/outline.js';
import { readableNovel } from './readableNovel.js';

const notice =
	'<!-- Rehearsed offline, to try out how the book is made. A real model replaces this file when it plans the book, unless you have edited it. -->';

/** Marks files that the rehearsal model planned, so that nobody takes them for a plan. */
export function markedAsRehearsed(files: readonly PlannedFile[]): readonly PlannedFile[] {
	return files.map((file) => ({ ...file, text: `${notice}\n\n${file.text}` }));
}

/** Remembers rehearsed files as they were written, to know later whether somebody has edited them. */
export function noteRehearsed(journal: Journal, files: readonly PlannedFile[], recordedAt: number): void {
	for (const { path, text } of files) {
		journal.record(nodeOf(path), textHash(text), { output: text, model: 'rehearsal', recordedAt });
	}
}

/** A plan that was only rehearsed gives way to a real one, unless its outline was edited; the journal keeps it. */
export async function withoutRehearsedPlan(
	novel: Novel,
	{ store, journal }: { readonly store: NovelStore; readonly journal: Journal },
): Promise<Novel> {
	const untouched = await untouchedRehearsal(novel, store, journal);
	const isEdited = novel.outline.length > 0 && !untouched.includes(outlinePath);
	if (isEdited || untouched.length === 0) return novel;
	await store.removeFiles(untouched);
	return await readableNovel(store);
}

/** Planned files that a rehearsal left behind and nobody has touched since. */
async function untouchedRehearsal(novel: Novel, store: NovelStore, journal: Journal): Promise<readonly string[]> {
	const single = ['bible/concept.md', 'bible/beat-sheet.md', 'bible/motifs.md', outlinePath];
	const untouched: string[] = [];
	for (const path of [...single, ...bibleEntries(novel.bible).map((entry) => entry.path)]) {
		const text = await store.readFile(path);
		if (text !== undefined && journal.result(nodeOf(path), textHash(text)) !== undefined) untouched.push(path);
	}
	return untouched;
}

function nodeOf(path: string): string {
	return `rehearsed-file:${path}`;
}
