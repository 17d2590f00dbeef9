import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { manuscriptOrder } from '../../core/novel/headings/manuscriptOrder.js';
import type { SourceFile } from '../../core/novel/headings/sourceLines.js';
import { decodedText } from './decodedText.js';
import { fileFault, systemCode } from './fileFault.js';
import { documentKind, documentKindOf, isTextFile, unsupportedFormat } from './manuscriptFormat.js';

export interface ReadManuscript {
	/** Of the file or folder, as a title would be written. */
	readonly name: string;
	/** In the order in which the book is read. */
	readonly files: readonly SourceFile[];
	/** What an author should know of the reading; one sentence each. */
	readonly notes: readonly string[];
}

/** A book of a million words has about 6 MB. */
const mostBytes = 50_000_000;
const mostFiles = 2_000;

/**
 * The text of a book that exists: a file of Markdown or plain text, or all such files below a folder. Hidden files and READMEs
 * are left out.
 * @throws AppError `no-manuscript`, `empty-manuscript`, `unsupported-format`, `not-text`, `too-large`, `already-a-novel` or `unreadable`
 */
export async function readManuscript(path: string, signal: AbortSignal): Promise<ReadManuscript> {
	const root = resolve(path);
	const isFolder = (await statOf(root)).isDirectory();
	const { paths, notes } = isFolder ? await textFilesIn(root, signal) : { paths: [oneFile(root)], notes: [] };
	const read = new SourceReading(isFolder ? root : join(root, '..'), signal);
	for (const one of paths) await read.add(one);
	if (read.files.length === 0) throw emptyManuscript(root, isFolder);
	return { name: nameOf(root, isFolder), files: read.files, notes: [...notes, ...read.notes] };
}

class SourceReading {
	readonly files: SourceFile[] = [];
	readonly notes: string[] = [];
	readonly #root: string;
	readonly #signal: AbortSignal;
	#bytes = 0;

	constructor(root: string, signal: AbortSignal) {
		this.#root = root;
		this.#signal = signal;
	}

	/** @param path relative to the root, with forward slashes */
	async add(path: string): Promise<void> {
		const full = join(this.#root, path);
		this.#signal.throwIfAborted();
		this.#bytes += (await statOf(full)).size;
		if (this.#bytes > mostBytes) throw tooLarge(full);
		const bytes = await readFile(full, { signal: this.#signal }).catch((error: unknown) => {
			throw fileFault(error, 'unreadable', full);
		});
		const kind = documentKindOf(bytes);
		if (kind !== undefined) throw unsupportedFormat(full, kind);
		const { text, encoding } = decodedText(bytes, full);
		if (text.trim() !== '') this.files.push({ path, text });
		if (encoding === 'windows-1252')
			this.notes.push(l10n.t('{0} is not UTF-8 and was read as Western European text.', path));
	}
}

function oneFile(path: string): string {
	if (!isTextFile(path)) throw unsupportedFormat(path, documentKind(path));
	return basename(path);
}

async function textFilesIn(root: string, signal: AbortSignal): Promise<{ paths: string[]; notes: string[] }> {
	const all = await filesBelow(root, '', signal);
	if (all.includes('novel.json')) throw alreadyANovel(root);
	const paths = all.filter(isTextFile);
	const documents = all.filter((path) => documentKind(path) !== undefined);
	if (paths.length === 0 && documents[0] !== undefined)
		throw unsupportedFormat(join(root, documents[0]), documentKind(documents[0]));
	if (paths.length > mostFiles) throw tooManyFiles(root);
	const notes = documents.map((path) => l10n.t('{0} was left out: it is {1}.', path, documentKind(path) ?? ''));
	return { paths: manuscriptOrder(paths), notes };
}

async function filesBelow(root: string, folder: string, signal: AbortSignal): Promise<string[]> {
	signal.throwIfAborted();
	const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
		throw fileFault(error, 'unreadable', join(root, folder));
	});
	const found: string[] = [];
	for (const entry of entries) {
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (entry.name.startsWith('.') || /^readme(?:\.|$)/i.test(entry.name)) continue;
		// A link to a folder may lead back to this one.
		const isFile = entry.isFile() || (entry.isSymbolicLink() && (await isLinkedFile(join(root, path))));
		if (isFile || documentKind(path) !== undefined) found.push(path);
		else if (entry.isDirectory()) found.push(...(await filesBelow(root, path, signal)));
	}
	return found;
}

async function isLinkedFile(path: string): Promise<boolean> {
	return await stat(path).then(
		(target) => target.isFile(),
		() => false,
	);
}

async function statOf(path: string): Promise<Stats> {
	try {
		return await stat(path);
	} catch (error) {
		if (systemCode(error) === 'ENOENT') throw noManuscript(path);
		throw fileFault(error, 'unreadable', path);
	}
}

/** "northanger_abbey.txt" is called "Northanger abbey" until its author says otherwise. */
function nameOf(path: string, isFolder: boolean): string {
	const base = isFolder ? basename(path) : basename(path, extname(path));
	const spaced = base.replace(/[_-]+/g, ' ').replace(/\s+/g, ' ').trim();
	return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function noManuscript(path: string): AppError {
	return new AppError(
		'no-manuscript',
		l10n.t('{0} does not exist. Choose the file or folder that holds the book.', path),
	);
}

function emptyManuscript(path: string, isFolder: boolean): AppError {
	const sentence = isFolder
		? l10n.t(
				'{0} has no Markdown or plain text files with text in them. Choose the file or folder that holds the book.',
				path,
			)
		: l10n.t('{0} is empty. Choose the file or folder that holds the book.', path);
	return new AppError('empty-manuscript', sentence);
}

function alreadyANovel(path: string): AppError {
	return new AppError(
		'already-a-novel',
		l10n.t('{0} is a novel already. Open it, or choose the folder of a manuscript.', path),
	);
}

function tooLarge(path: string): AppError {
	const sentence = l10n.t(
		'With {0} the manuscript is larger than any novel. Import at most {1} MB at once, such as one volume.',
		path,
		mostBytes / 1_000_000,
	);
	return new AppError('too-large', sentence);
}

function tooManyFiles(path: string): AppError {
	const sentence = l10n.t(
		'{0} holds too many text files for a novel. Choose a folder with nothing but the manuscript, of at most {1} files.',
		path,
		mostFiles,
	);
	return new AppError('too-large', sentence);
}
