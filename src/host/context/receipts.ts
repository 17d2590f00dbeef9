import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';
import type { Closable } from '../../base/lifetime.js';
import { chapterNumberOf } from '../../core/novel/chapterFile.js';
import type { SeenCall } from '../../core/context/seenCall.js';
import { modelStages } from '../../core/pipeline/stages.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, isResource, parseArgument } from '../arguments.js';
import { novelFolderOf } from '../novelFolderOf.js';
import type { Novels } from '../novels.js';
import { MarkdownPages } from '../pages/markdownPages.js';
import { receiptPage } from './receiptPage.js';

const stages = Object.keys(modelStages) as [string, ...string[]];
const receiptArgument = z.strictObject({
	folder: folderArgument,
	chapter: z.int().optional(),
	scene: z.int().optional(),
	stage: z.enum(stages).optional(),
	call: z.string().optional(),
	budget: z.int().min(0).optional(),
});

/** What the models were given to read, as a page. */
export class Receipts implements Closable {
	readonly #novels: Novels;
	readonly #pages = new MarkdownPages('prometheus-novel-receipt');

	constructor(novels: Novels) {
		this.#novels = novels;
	}

	/** @returns what the page shows, newest call first */
	async show(argument: unknown): Promise<readonly SeenCall[] | undefined> {
		const given = parseArgument('showReceipt', receiptArgument, argument);
		const opened = given === undefined ? this.#openedChapter(argument) : undefined;
		const project = await this.#novels.choose(given?.folder ?? opened?.folder);
		if (project === undefined) return undefined;
		const { folder: _, budget, ...filter } = given ?? { chapter: opened?.chapter };
		const calls = await project.receipts.seen(
			filter,
			budget ?? (given === undefined ? this.#twiceTheRoom(project) : undefined),
		);
		await this.#show(project, calls);
		return calls;
	}

	close(): void {
		this.#pages.close();
	}

	/** The chapter of the menu's file or of the editor that is open; the whole book otherwise. */
	#openedChapter(argument: unknown): { readonly folder: string; readonly chapter: number | undefined } | undefined {
		const uri = isResource(argument) ? argument : vscode.window.activeTextEditor?.document.uri;
		const folder = uri && novelFolderOf(this.#novels, uri);
		if (uri === undefined || folder === undefined) return undefined;
		const path = relative(folder, uri.fsPath).split(sep).join('/');
		return { folder, chapter: path.startsWith('manuscript/') ? chapterNumberOf(path) : undefined };
	}

	/** Whoever looks wants to know what more room would have brought. */
	#twiceTheRoom({ folder }: NovelProject): number {
		return 2 * this.#novels.hostFor(folder).settings().contextMaxTokens;
	}

	async #show({ folder }: NovelProject, calls: readonly SeenCall[]): Promise<void> {
		await this.#pages.show(folder, vscode.l10n.t('What Did the Model See'), receiptPage(calls));
	}
}
