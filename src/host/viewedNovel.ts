import * as vscode from 'vscode';
import { sentenceOf } from '../base/errors.js';
import type { Closable } from '../base/lifetime.js';
import type { NovelProject } from '../services/novelProject.js';
import { novelFolderOf } from './novelFolderOf.js';
import type { Novels } from './novels.js';

/** Why there is no novel to show. */
export type NovelAbsence =
	{ readonly state: 'no-novel' | 'untrusted' | 'opening' } | { readonly state: 'failed'; readonly sentence: string };

/** Listens to what a view shows of a novel. @returns how to stop */
export type WatchNovel = (project: NovelProject, tell: () => void) => readonly (() => void)[];

/** The novel that a view is about: the active file's, else the one that was shown last, else the first that is open. */
export class ViewedNovel implements Closable {
	readonly #novels: Novels;
	readonly #changed: () => void;
	readonly #watch: WatchNovel;
	readonly #disposables: vscode.Disposable[] = [];
	readonly #watched = new Map<NovelProject, readonly (() => void)[]>();
	#folder: string | undefined;
	#isOpening = false;
	#failure: string | undefined;

	/** @param changed another novel is viewed, or what is watched of the one that is viewed has changed */
	constructor(novels: Novels, watch: WatchNovel, changed: () => void) {
		this.#novels = novels;
		this.#watch = watch;
		this.#changed = changed;
		for (const project of novels.opened) this.#listen(project);
		this.#disposables.push(
			{ dispose: novels.onOpen((project) => this.#listen(project)) },
			{ dispose: novels.onClose(() => this.#dropClosed()) },
			vscode.window.onDidChangeActiveTextEditor(() => this.#follow()),
			vscode.workspace.onDidChangeWorkspaceFolders(() => this.retry()),
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.retry()),
		);
	}

	current(): NovelProject | undefined {
		const { opened } = this.#novels;
		const active = vscode.window.activeTextEditor?.document.uri;
		const folders = [active && novelFolderOf(this.#novels, active), this.#folder, opened[0]?.folder];
		const project = folders.flatMap((folder) => opened.find((one) => one.folder === folder) ?? [])[0];
		this.#folder = project?.folder;
		return project;
	}

	/** Until a file of another novel is active. */
	choose({ folder }: NovelProject): void {
		this.#folder = folder;
	}

	/** Why there is no project, which is opened when it can be. */
	absence(): NovelAbsence {
		const [folder] = this.#novels.folders();
		if (folder === undefined) return { state: 'no-novel' };
		if (!vscode.workspace.isTrusted) return { state: 'untrusted' };
		if (this.#failure !== undefined) return { state: 'failed', sentence: this.#failure };
		if (!this.#isOpening) void this.#open(folder);
		return { state: 'opening' };
	}

	/** What kept the novel from being opened may have been mended. */
	retry(): void {
		this.#failure = undefined;
		this.#changed();
	}

	close(): void {
		this.#drop(() => true);
		vscode.Disposable.from(...this.#disposables).dispose();
	}

	#listen(project: NovelProject): void {
		const tell = (): void => {
			if (this.current() === project) this.#changed();
		};
		this.#watched.set(project, this.#watch(project, tell));
		this.#changed();
	}

	#dropClosed(): void {
		const open = new Set(this.#novels.opened);
		this.#drop((project) => !open.has(project));
		this.#changed();
	}

	#drop(isOver: (project: NovelProject) => boolean): void {
		for (const [project, stops] of this.#watched) {
			if (!isOver(project)) continue;
			this.#watched.delete(project);
			for (const stop of stops) stop();
		}
	}

	#follow(): void {
		const before = this.#folder;
		if (this.current()?.folder !== before) this.#changed();
	}

	async #open(folder: string): Promise<void> {
		this.#isOpening = true;
		try {
			await this.#novels.open(folder);
		} catch (error) {
			this.#failure = sentenceOf(error);
		}
		this.#isOpening = false;
		this.#changed();
	}
}
