import { mentions } from '../novel/mentions.js';
import type { BibleEntry } from '../novel/novel.js';
import type { DraftBasis, FileInputs } from './draftBasis.js';
import { isEntryPath } from './fileInputs.js';
import type { StaleReason } from './staleness.js';

export interface PresentFiles {
	readonly chapter: number;
	readonly inputs: FileInputs;
	readonly entries: readonly BibleEntry[];
	/** Lower-case text of what the chapter is about: its outline and its prose. */
	readonly about: string;
}

/**
 * What in the author's files is another one now. An entry of the bible counts for a chapter that names it: every prompt
 * carries the whole bible, and a chapter is not another one because somebody else's eyes are.
 */
export function fileReasons(basis: Pick<DraftBasis, 'files' | 'named'>, present: PresentFiles): readonly StaleReason[] {
	const { files } = basis;
	const { inputs } = present;
	const differing = [...new Set([...Object.keys(files), ...Object.keys(inputs)])]
		.filter((name) => files[name] !== inputs[name])
		.sort();
	return differing.flatMap((name) => reasonOf(name, basis, present));
}

/** Entries that a text names. */
export function namedEntries(entries: readonly BibleEntry[], about: string): readonly string[] {
	return entries.filter(({ name }) => mentions(about, name)).map(({ path }) => path);
}

function reasonOf(
	name: string,
	{ files, named }: Pick<DraftBasis, 'files' | 'named'>,
	{ chapter, inputs, entries, about }: PresentFiles,
): readonly StaleReason[] {
	const colon = name.indexOf(':');
	const [kind, rest] = [name.slice(0, colon), name.slice(colon + 1)];
	if (kind === 'setting') return [{ kind: 'setting', field: rest }];
	if (kind === 'outline') return [{ kind: 'outline', chapter: chapter + (offsets[rest] ?? 0) }];
	const entry = entries.filter(({ path }) => path === rest);
	if (isEntryPath(rest) && !named.includes(rest) && namedEntries(entry, about).length === 0) return [];
	const change = files[name] === undefined ? 'added' : inputs[name] === undefined ? 'removed' : 'changed';
	return [{ kind: 'file', path: rest, change }];
}

const offsets: Readonly<Record<string, number>> = { own: 0, next: 1, previous: -1 };
