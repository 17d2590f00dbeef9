import { basename } from 'node:path';
import * as vscode from 'vscode';
import { readNovel } from '../../adapters/files/novelFolder.js';
import type { NovelProject } from '../../services/novelProject.js';
import { isInside } from '../isInside.js';
import type { Novels } from '../novels.js';
import { chosenNovel, type KnownNovel } from './chosenNovel.js';

export type ChatNovelsPort = Pick<Novels, 'folders' | 'opened' | 'open'>;

export interface ChatNovel {
	readonly title: string;
	readonly project: NovelProject;
}

/** The novels that models can ask about. Nobody is asked in a dialog: what is not clear goes back to the model. */
export class ChatNovels {
	readonly #novels: ChatNovelsPort;

	constructor(novels: ChatNovelsPort) {
		this.#novels = novels;
	}

	/** @throws AppError that says what to do instead */
	async open(wanted: string | undefined): Promise<ChatNovel> {
		const { folder, title } = chosenNovel(await this.#known(), wanted);
		return { title, project: await this.#novels.open(folder) };
	}

	/** Undefined where `open` would ask or refuse. Opens nothing. */
	async title(wanted: string | undefined): Promise<string | undefined> {
		try {
			return chosenNovel(await this.#known(), wanted).title;
		} catch {
			return undefined;
		}
	}

	async #known(): Promise<readonly KnownNovel[]> {
		const inWorkspace = this.#novels.folders();
		const folders = [...new Set([...inWorkspace, ...this.#novels.opened.map(({ folder }) => folder)])];
		const active = vscode.window.activeTextEditor?.document.uri;
		const known = folders.map(async (folder) => {
			const title = await titleOf(folder);
			const isActive = active?.scheme === 'file' && isInside(folder, active.fsPath);
			return title === undefined ? [] : [{ folder, title, isInWorkspace: inWorkspace.includes(folder), isActive }];
		});
		return (await Promise.all(known)).flat();
	}
}

/** Undefined when the folder is gone. */
async function titleOf(folder: string): Promise<string | undefined> {
	try {
		return (await readNovel(folder)).novel?.info.title ?? basename(folder);
	} catch {
		return undefined;
	}
}
