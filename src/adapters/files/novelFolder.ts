import { rm } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import type { PlannedFile } from '../../core/novel/markdownFile.js';
import type { Novel, Problem } from '../../core/novel/novel.js';
import { parseNovelInfo } from '../../core/novel/novelInfo.js';
import type { NovelReading, NovelStore } from '../../core/novel/novelStore.js';
import { outlineProblems } from '../../core/novel/outline.js';
import { addFile } from './addFile.js';
import { fileFault } from './fileFault.js';
import { readBible, readOutline, readTemplates } from './novelParts.js';
import { readIfExists } from './readIfExists.js';

const infoPath = 'novel.json';

/** The author's files in a folder. */
export class NovelFolder implements NovelStore {
	readonly #folder: string;

	private constructor(folder: string) {
		this.#folder = folder;
	}

	/** @throws AppError `not-a-novel` or `unreadable` */
	static async open(folder: string): Promise<NovelFolder> {
		await readNovelJson(folder);
		return new NovelFolder(folder);
	}

	read(): Promise<NovelReading> {
		return readNovel(this.#folder);
	}

	async readFile(path: string): Promise<string | undefined> {
		return await readIfExists(pathInside(this.#folder, path));
	}

	/** @throws AppError `unwritable` */
	async removeFiles(paths: readonly string[]): Promise<void> {
		for (const path of paths) {
			const file = pathInside(this.#folder, path);
			await rm(file, { force: true }).catch((error: unknown) => {
				throw fileFault(error, 'unwritable', file);
			});
		}
	}

	/** @throws AppError `unwritable`; the files before stay */
	async addFiles(files: readonly PlannedFile[]): Promise<readonly string[]> {
		const written: string[] = [];
		for (const file of files) {
			if (await addFile(pathInside(this.#folder, file.path), file.text)) written.push(file.path);
		}
		return written;
	}
}

/**
 * Everything the author has written around the manuscript. What is malformed becomes a problem, and the rest is read.
 * @throws AppError `not-a-novel` without novel.json, `unreadable` when it cannot be opened
 */
export async function readNovel(folder: string): Promise<NovelReading> {
	const { info, problems } = parseNovelInfo(await readNovelJson(folder), infoPath);
	const [bible, outline, templates] = await Promise.all([
		readBible(folder, problems),
		readOutline(folder, problems),
		readTemplates(folder, problems),
	]);
	if (info === undefined) return { problems: sorted(problems) };
	const novel: Novel = { info, bible, outline, templates };
	return { novel, problems: sorted([...problems, ...outlineProblems(outline, info)]) };
}

/** @throws AppError `not-a-novel` or `unreadable` */
async function readNovelJson(folder: string): Promise<string> {
	const text = await readIfExists(join(folder, infoPath));
	if (text !== undefined) return text.replace(/^\uFEFF/, '');
	throw new AppError(
		'not-a-novel',
		l10n.t(
			"{0} has no novel.json. Create one with 'Prometheus Novel: New Novel', or choose the folder of a novel.",
			folder,
		),
	);
}

/** Files are read side by side; problems are listed the same way every time. */
function sorted(problems: readonly Problem[]): Problem[] {
	return problems.toSorted((a, b) => Number(a.path > b.path) - Number(a.path < b.path) || a.line - b.line);
}

function pathInside(folder: string, path: string): string {
	if (isAbsolute(path) || normalize(path).startsWith('..')) throw new Error(`${path} is outside the novel.`);
	return join(folder, path);
}
