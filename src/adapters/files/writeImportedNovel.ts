import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import {
	importedChapters,
	importedHash,
	importedMatter,
	importedOutline,
	usualLength,
	type ImportedChapter,
} from '../../core/novel/importedFiles.js';
import type { NewNovel } from '../../core/novel/newNovelFiles.js';
import type { NovelInfo } from '../../core/novel/novel.js';
import { outlinePath } from '../../core/novel/outline.js';
import type { SplitManuscript } from '../../core/novel/splitManuscript.js';
import { languageOf } from '../../core/prose/languageOf.js';
import { CreatedPaths } from './createdPaths.js';
import { freePlaces, inTheWay, type FreePlace } from './freePlaces.js';
import { readIfExists } from './readIfExists.js';
import { addNewNovel } from './writeNewNovel.js';

export interface NovelToImport {
	readonly manuscript: SplitManuscript;
	/** What the novel is called if neither its author nor the manuscript says so. */
	readonly name: string;
	/** What the author says of the book; it goes before what the manuscript tells. */
	readonly about?: Partial<Omit<NewNovel, 'chapters' | 'wordsPerChapter'>>;
}

export interface ImportedNovel {
	/** What the new `novel.json` says; undefined when the folder was a novel already. */
	readonly info: NovelInfo | undefined;
	readonly chapters: readonly ImportedChapter[];
	/** What an author should look at; one sentence each. */
	readonly notes: readonly string[];
}

/**
 * Puts a manuscript into a novel, which is made if there is none in the folder. Nothing that says anything is overwritten, and
 * when anything fails or is cancelled, all is as it was.
 * @throws AppError `chapters-in-the-way`, `invalid-novel`, `unreadable` or `unwritable`
 */
export async function writeImportedNovel(
	folder: string,
	novel: NovelToImport,
	signal: AbortSignal,
): Promise<ImportedNovel> {
	signal.throwIfAborted();
	const { manuscript } = novel;
	if (importedHash(manuscript) !== manuscript.report.hash) throw new Error('The files would not hold every word.');
	const chapters = importedChapters(manuscript);
	const matter = await freePlaces(folder, importedMatter(manuscript));
	const places = await freePlaces(folder, chapters);
	const created = new CreatedPaths();
	try {
		const info = await addMissingNovel(created, folder, novel, chapters);
		const hasOutline = await addMissingOutline(created, folder, info?.title ?? titleOf(novel), manuscript);
		for (const place of [...matter, ...places]) {
			signal.throwIfAborted();
			await put(created, folder, place);
		}
		const placed = chapters.map((chapter, index) => ({ ...chapter, path: places[index]?.path ?? chapter.path }));
		return { info, chapters: placed, notes: [...(info ? [styleNote()] : []), ...(hasOutline ? [outlineNote()] : [])] };
	} catch (error) {
		await created.remove();
		throw error;
	}
}

function styleNote(): string {
	return l10n.t(
		'bible/style.md and novel.json name a point of view and a tense that were not read from the book: say there how it is told.',
	);
}

function outlineNote(): string {
	return l10n.t('outline.md was there already and stays as it is.');
}

async function addMissingNovel(
	created: CreatedPaths,
	folder: string,
	novel: NovelToImport,
	chapters: readonly ImportedChapter[],
): Promise<NovelInfo | undefined> {
	if ((await readIfExists(join(folder, 'novel.json'))) !== undefined) return undefined;
	const { manuscript, about = {} } = novel;
	const language = about.language ?? languageOf(manuscript.chapters.map((chapter) => chapter.text).join('\n'));
	const { author } = manuscript;
	return await addNewNovel(created, folder, {
		premise: '',
		genre: '',
		...(author === undefined ? {} : { author }),
		...(language === undefined ? {} : { language }),
		...about,
		title: titleOf(novel),
		chapters: chapters.length,
		wordsPerChapter: usualLength(chapters.map((chapter) => chapter.words)),
	});
}

/** @returns whether there was one already, which stays */
async function addMissingOutline(
	created: CreatedPaths,
	folder: string,
	title: string,
	manuscript: SplitManuscript,
): Promise<boolean> {
	const before = await readIfExists(join(folder, outlinePath));
	if (before !== undefined && before.trim() !== '') return true;
	await put(created, folder, { path: outlinePath, text: importedOutline(title, manuscript), before });
	return false;
}

async function put(created: CreatedPaths, folder: string, { path, text, before }: FreePlace): Promise<void> {
	if (before !== undefined) await created.replace(join(folder, path), text, before);
	else if (!(await created.write(join(folder, path), text))) throw inTheWay(folder, [path]);
}

function titleOf({ manuscript, name, about }: NovelToImport): string {
	return (
		[about?.title, manuscript.title, name].find((title) => title !== undefined && title.trim() !== '') ?? 'Untitled'
	);
}
