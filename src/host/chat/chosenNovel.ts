import { basename, resolve } from 'node:path';
import { AppError } from '../../base/errors.js';

/** A novel that is in the window or was opened by its path. */
export interface KnownNovel {
	readonly folder: string;
	readonly title: string;
	readonly isInWorkspace: boolean;
	/** The active editor shows a file of it. */
	readonly isActive: boolean;
}

/**
 * The novel that a model means: the one it names, the only one of the window, or the one that the author is at.
 * @param wanted title or folder
 * @throws AppError `not-a-novel` or `which-novel`, with what to ask or to say
 */
export function chosenNovel(known: readonly KnownNovel[], wanted: string | undefined): KnownNovel {
	if (known.length === 0) throw noNovel();
	const found = wanted === undefined ? unnamed(known) : named(known, wanted);
	const [only, second] = found;
	if (only !== undefined && second === undefined) return only;
	throw new AppError(
		'which-novel',
		`${which(found, wanted)} Ask the author which novel is meant, then call again with "novel" set to one of these folders: ${list(found.length === 0 ? known : found)}.`,
	);
}

function unnamed(known: readonly KnownNovel[]): readonly KnownNovel[] {
	const inWorkspace = known.filter((one) => one.isInWorkspace);
	const near = inWorkspace.length === 0 ? known : inWorkspace;
	const active = near.filter((one) => one.isActive);
	return active.length === 1 ? active : near;
}

function named(known: readonly KnownNovel[], wanted: string): readonly KnownNovel[] {
	const byFolder = known.filter(({ folder }) => folder === resolve(wanted));
	const byTitle = known.filter(({ title }) => fold(title) === fold(wanted));
	const byName = known.filter(({ folder }) => fold(basename(folder)) === fold(wanted));
	return [byFolder, byTitle, byName].find(({ length }) => length > 0) ?? [];
}

function which(found: readonly KnownNovel[], wanted: string | undefined): string {
	if (wanted === undefined) return 'This window holds several novels.';
	return found.length === 0
		? 'No novel of this window has that title or folder.'
		: 'Several novels of this window have that title or name.';
}

function list(known: readonly KnownNovel[]): string {
	return known.map(({ title, folder }) => `${JSON.stringify(folder)} (${JSON.stringify(title)})`).join(', ');
}

function noNovel(): AppError {
	return new AppError(
		'not-a-novel',
		"There is no novel in this window. Tell the author to create one with the command 'Prometheus Novel: New Novel', or to open a folder that holds a novel.json.",
	);
}

function fold(text: string): string {
	return text.trim().normalize('NFC').toLowerCase();
}
