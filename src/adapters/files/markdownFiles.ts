import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '../../base/errors.js';
import { byPath } from '../../core/novel/markdownFile.js';
import type { Problem } from '../../core/novel/novel.js';
import { lineRange, normalNewlines, problemAt } from '../../core/novel/textPosition.js';
import { fileFault, systemCode } from './fileFault.js';
import { readIfExists } from './readIfExists.js';

export interface MarkdownFile {
	/** Relative to the novel's folder, with forward slashes. */
	readonly path: string;
	/** Line feeds only, no byte order mark. */
	readonly text: string;
}

/** The Markdown files below a folder of the novel, sorted by path; READMEs and names that begin with `_` or `.` are left out. */
export async function readMarkdownFiles(root: string, folder: string, problems: Problem[]): Promise<MarkdownFile[]> {
	const paths = await markdownPaths(root, folder, problems);
	const files = await Promise.all(paths.map((path) => readMarkdown(root, path, problems)));
	return files.filter((file) => file !== undefined).sort(byPath);
}

/** A file as far as it can be read; what cannot becomes a problem. */
export async function readMarkdown(root: string, path: string, problems: Problem[]): Promise<MarkdownFile | undefined> {
	try {
		const text = await readIfExists(join(root, path));
		return text === undefined ? undefined : { path, text: normalNewlines(text) };
	} catch (error) {
		problems.push(unreadable(path, error));
		return undefined;
	}
}

async function markdownPaths(root: string, folder: string, problems: Problem[]): Promise<string[]> {
	try {
		const names = await readdir(join(root, folder), { recursive: true });
		return names.map((name) => `${folder}/${name.replaceAll('\\', '/')}`).filter(isRead);
	} catch (error) {
		if (systemCode(error) !== 'ENOENT')
			problems.push(unreadable(folder, fileFault(error, 'unreadable', join(root, folder))));
		return [];
	}
}

function isRead(path: string): boolean {
	const parts = path.split('/');
	return /\.md$/i.test(path) && !/\/readme\.md$/i.test(path) && !parts.some((part) => /^[_.]/.test(part));
}

function unreadable(path: string, error: unknown): Problem {
	if (!isAppError(error)) throw error;
	return problemAt(path, lineRange(0, 0), 'error', 'unreadable', error.message);
}
