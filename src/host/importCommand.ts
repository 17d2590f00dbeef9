import * as vscode from 'vscode';
import { z } from 'zod';
import { isAbsolute } from 'node:path';
import { importManuscript } from '../adapters/files/importManuscript.js';
import { AppError } from '../base/errors.js';
import { formatMoney } from '../core/cost/money.js';
import type { NovelProject } from '../services/novelProject.js';
import { folderArgument, parseArgument } from './arguments.js';
import { withCancellableProgress } from './cancellableProgress.js';
import type { GenerationCommands } from './generationCommands.js';
import type { Novels } from './novels.js';
import { locale } from './locale.js';

const argumentSchema = z.strictObject({
	folder: folderArgument,
	source: z.string().refine(isAbsolute, 'Give an absolute path.'),
	title: z.string().optional(),
	author: z.string().optional(),
	/** Whether the model for checking reads the chapters as well. */
	read: z.boolean().default(false),
});

export interface ImportedBook {
	readonly chapters: number;
	readonly words: number;
	readonly memories: number;
	readonly notes: readonly string[];
}

/** Adopts a book that exists: its chapters become files of the novel, and what is in them is remembered. */
export class ImportCommand {
	readonly #novels: Novels;
	readonly #generation: GenerationCommands;

	constructor(novels: Novels, generation: GenerationCommands) {
		this.#novels = novels;
		this.#generation = generation;
	}

	/** @param noticeNovel to be told that there may be a novel now */
	async run(argument: unknown, noticeNovel: () => void): Promise<ImportedBook | undefined> {
		const given = parseArgument('importManuscript', argumentSchema, argument);
		if (!vscode.workspace.isTrusted) {
			throw new AppError(
				'untrusted',
				vscode.l10n.t(
					'This workspace is not trusted, so nothing is written here. Trust it with "Workspaces: Manage Workspace Trust", then try again.',
				),
			);
		}
		const source = given?.source ?? (await chooseSource());
		if (source === undefined) return undefined;
		const folder = given?.folder ?? targetFolder();
		const about = {
			...(given?.title === undefined ? {} : { title: given.title }),
			...(given?.author === undefined ? {} : { author: given.author }),
		};
		const { book, project } = await withCancellableProgress(
			vscode.l10n.t('Importing the manuscript…'),
			async (signal) => {
				const imported = await importManuscript(folder, source, about, signal);
				noticeNovel();
				const opened = await this.#novels.open(folder);
				await opened.manuscriptMemory.notice();
				const { chapters, words, notes } = imported;
				const memories = opened.memory.stats().entries;
				return { book: { chapters: chapters.length, words, memories, notes }, project: opened };
			},
		);
		if (given === undefined) void this.#offerReading(project, book);
		else if (given.read) await this.#generation.run(project, { kind: 'read' });
		return book;
	}

	/** A model finds facts and summaries, too; nothing is read before its price is known and agreed to. */
	async #offerReading(project: NovelProject, { chapters, words, notes }: ImportedBook): Promise<void> {
		const done = vscode.l10n.t('{0} chapters, {1} words.', chapters, words.toLocaleString(locale()));
		const price = await project.outlook.readingPrice().catch(() => undefined);
		const isOffered = price !== undefined && price.chapters > 0 && price.model !== 'rehearsal';
		const question = isOffered
			? vscode.l10n.t(
					'{0} can read them for facts, threads and summaries: about {1}, at most {2}.',
					price.model,
					formatMoney(price.expected),
					formatMoney(price.most),
				)
			: '';
		const read = vscode.l10n.t('Read Now');
		const sentences = [done, question, ...notes].filter((sentence) => sentence !== '').join(' ');
		const answer = await vscode.window.showInformationMessage(sentences, ...(isOffered ? [read] : []));
		if (answer === read) await this.#generation.run(project, { kind: 'read' });
	}
}

function targetFolder(): string {
	const [first] = vscode.workspace.workspaceFolders ?? [];
	if (first !== undefined) return first.uri.fsPath;
	throw new AppError('no-folder', vscode.l10n.t('Open an empty folder first: the novel is written into it.'));
}

/** One dialog for both would offer only folders on some systems. */
async function chooseSource(): Promise<string | undefined> {
	const kinds = [
		{ label: `$(file) ${vscode.l10n.t('One file')}`, description: vscode.l10n.t('the whole book'), isFolder: false },
		{
			label: `$(folder) ${vscode.l10n.t('A folder')}`,
			description: vscode.l10n.t('with a file a chapter'),
			isFolder: true,
		},
	];
	const kind = await vscode.window.showQuickPick(kinds, {
		title: vscode.l10n.t('Import a manuscript'),
		placeHolder: vscode.l10n.t('Plain text or Markdown; chapters are found by their headings'),
	});
	if (kind === undefined) return undefined;
	const [source] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Import a manuscript'),
			canSelectFiles: !kind.isFolder,
			canSelectFolders: kind.isFolder,
			...(kind.isFolder ? {} : { filters: { [vscode.l10n.t('Text and Markdown')]: ['md', 'markdown', 'txt'] } }),
			openLabel: vscode.l10n.t('Import'),
		})) ?? [];
	return source?.fsPath;
}
