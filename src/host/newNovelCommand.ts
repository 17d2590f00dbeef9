import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';
import { writeNewNovel } from '../adapters/files/writeNewNovel.js';
import { AppError } from '../base/errors.js';
import { folderArgument, parseArgument } from './arguments.js';
import { locale } from './locale.js';

const argumentSchema = z.strictObject({
	folder: folderArgument,
	title: z.string().trim().min(1),
	premise: z.string().default(''),
	genre: z.string().default(''),
	author: z.string().optional(),
	language: z.string().optional(),
	chapters: z.int().min(1).max(400).default(20),
	wordsPerChapter: z.int().min(200).max(20_000).default(2_000),
});
type NewNovelArgument = z.infer<typeof argumentSchema>;

/** Title, premise, genre and length; then the files are there and the premise is open. @returns the novel's folder */
export async function newNovel(argument: unknown): Promise<{ readonly folder: string } | undefined> {
	const given = parseArgument('newNovel', argumentSchema, argument);
	return given === undefined ? await newNovelByHand() : await newNovelByCode(given);
}

/** The folder comes first: nobody should describe a book and then learn that it cannot stand there. */
async function newNovelByHand(): Promise<{ readonly folder: string } | undefined> {
	const folder = freeWorkspaceFolder() ?? (await pickFolder());
	const wanted = folder === undefined ? undefined : await ask();
	if (folder === undefined || wanted === undefined) return undefined;
	await write(folder, wanted);
	if (!isInWorkspace(folder)) await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder));
	return { folder };
}

/** Leaves the window as it is when the folder is not open in it. */
async function newNovelByCode(given: NewNovelArgument): Promise<{ readonly folder: string }> {
	const folder = given.folder ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
	if (folder === undefined)
		throw new AppError('bad-argument', 'prometheusNovel.newNovel needs a folder: give one, or open one first.');
	await write(folder, given);
	return { folder };
}

async function write(folder: string, wanted: NewNovelArgument): Promise<void> {
	const { title, premise, genre, chapters, wordsPerChapter, author, language } = wanted;
	const optional = withoutUndefined({ author, language });
	await writeNewNovel(folder, { title, premise, genre, chapters, wordsPerChapter, ...optional });
	if (!isInWorkspace(folder)) return;
	await vscode.window.showTextDocument(vscode.Uri.file(join(folder, 'bible', 'premise.md')), { preview: false });
}

function freeWorkspaceFolder(): string | undefined {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	return folder?.scheme === 'file' && !existsSync(join(folder.fsPath, 'novel.json')) ? folder.fsPath : undefined;
}

function isInWorkspace(folder: string): boolean {
	return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) !== undefined;
}

async function ask(): Promise<NewNovelArgument | undefined> {
	const title = await input(
		1,
		vscode.l10n.t('What is the novel called?'),
		vscode.l10n.t('You can change it any time in novel.json'),
		true,
	);
	if (title === undefined) return undefined;
	const premise = await input(
		2,
		vscode.l10n.t('What is it about?'),
		vscode.l10n.t(
			'A sentence or two: who wants what, and what stands in the way. You can write more in bible/premise.md',
		),
		false,
	);
	if (premise === undefined) return undefined;
	const genre = await input(
		3,
		vscode.l10n.t('What kind of book is it?'),
		vscode.l10n.t('For example: gothic mystery, literary fiction, space opera'),
		false,
	);
	if (genre === undefined) return undefined;
	const length = await askLength();
	return length && argumentSchema.parse({ title, premise, genre, ...length });
}

async function input(step: number, title: string, prompt: string, needed: boolean): Promise<string | undefined> {
	return await vscode.window.showInputBox({
		title: `${title} (${step}/4)`,
		prompt,
		ignoreFocusOut: true,
		validateInput: (text) =>
			needed && text.trim() === '' ? vscode.l10n.t('Write at least a working title.') : undefined,
	});
}

async function askLength(): Promise<{ readonly chapters: number; readonly wordsPerChapter: number } | undefined> {
	const items = [
		lengthItem(vscode.l10n.t('Short: a novella'), 12, 1_500),
		lengthItem(vscode.l10n.t('Medium: a slim novel'), 24, 2_000),
		lengthItem(vscode.l10n.t('Long: a full novel'), 40, 2_500),
	];
	const own = { label: vscode.l10n.t('$(edit) My own…'), description: '', chapters: 0, wordsPerChapter: 0 };
	const picked = await vscode.window.showQuickPick([...items, own], {
		title: vscode.l10n.t('How long will it be? (4/4)'),
		ignoreFocusOut: true,
	});
	if (picked === undefined) return undefined;
	if (picked.chapters > 0) return { chapters: picked.chapters, wordsPerChapter: picked.wordsPerChapter };
	const answer = await vscode.window.showInputBox({
		title: vscode.l10n.t('Chapters × words in each (4/4)'),
		value: '20 × 2000',
		ignoreFocusOut: true,
		validateInput: (text) =>
			parseLength(text) === undefined
				? vscode.l10n.t('Write it like 20 × 2000: 1 to 400 chapters of 200 to 20,000 words.')
				: undefined,
	});
	return answer === undefined ? undefined : parseLength(answer);
}

function lengthItem(
	label: string,
	chapters: number,
	wordsPerChapter: number,
): { label: string; description: string; chapters: number; wordsPerChapter: number } {
	const description = vscode.l10n.t(
		'{0} chapters of {1} words, {2} in all',
		chapters,
		wordsPerChapter.toLocaleString(locale()),
		(chapters * wordsPerChapter).toLocaleString(locale()),
	);
	return { label, description, chapters, wordsPerChapter };
}

function parseLength(text: string): { readonly chapters: number; readonly wordsPerChapter: number } | undefined {
	const match = /^\s*(\d+)\s*[×x*, ]\s*(\d+)\s*$/i.exec(text);
	const chapters = Number(match?.[1]);
	const wordsPerChapter = Number(match?.[2]);
	const isSound = chapters >= 1 && chapters <= 400 && wordsPerChapter >= 200 && wordsPerChapter <= 20_000;
	return isSound ? { chapters, wordsPerChapter } : undefined;
}

async function pickFolder(): Promise<string | undefined> {
	const [folder] =
		(await vscode.window.showOpenDialog({
			canSelectFiles: false,
			canSelectFolders: true,
			title: vscode.l10n.t('A folder for the new novel'),
			openLabel: vscode.l10n.t('Write the novel here'),
		})) ?? [];
	return folder?.fsPath;
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as {
		[K in keyof T]?: Exclude<T[K], undefined>;
	};
}
