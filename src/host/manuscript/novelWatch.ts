import * as vscode from 'vscode';
import type { Closable } from '../../base/lifetime.js';
import type { NovelProject } from '../../services/novelProject.js';
import { isInside } from '../isInside.js';

/** What a chapter is made from, the chapters, and the versions beside them. */
const files = '{novel.json,outline.md,bible/**/*.md,prompts/*.md,manuscript/**/*.md,.prometheus/candidates/*.md}';
/**
 * VS Code does not say from when on it watches a folder, and what changes before that it never tells. So after opening
 * all is looked through again.
 */
const lookAgainAfterMs = [2_000, 10_000];

/** Hears of everything that may change what a novel's chapters look like. */
export class NovelWatch implements Closable {
	readonly #project: NovelProject;
	readonly #changed: () => void;
	readonly #disposables: readonly vscode.Disposable[];
	readonly #lookAgain: readonly NodeJS.Timeout[];
	/** Of the chapters that the run writes now. */
	readonly #words = new Map<number, number>();
	#isClosed = false;

	constructor(project: NovelProject, changed: () => void) {
		this.#project = project;
		this.#changed = changed;
		const watcher = vscode.workspace.createFileSystemWatcher(
			new vscode.RelativePattern(vscode.Uri.file(project.folder), files),
		);
		const other = (): void => this.#filesChanged();
		const { generation, costs, staleness } = project;
		this.#disposables = [
			...[watcher, watcher.onDidChange(other), watcher.onDidCreate(other), watcher.onDidDelete(other)],
			vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#documentChanged(uri)),
			vscode.workspace.onDidChangeTextDocument(({ document }) => this.#documentChanged(document.uri)),
			vscode.window.onDidChangeWindowState(({ focused }) => {
				if (focused) this.#filesChanged();
			}),
			...[
				generation.onProgress(({ chapter, stage, words }) => this.#progressed(chapter, stage, words)),
				generation.onGraph(() => void this.#untilIdle()),
				costs.onChange(changed),
				staleness.onChange(changed),
			].map((dispose) => ({ dispose })),
		];
		this.#lookAgain = lookAgainAfterMs.map((ms) => setTimeout(other, ms));
		this.#filesChanged();
	}

	get words(): ReadonlyMap<number, number> {
		return this.#words;
	}

	close(): void {
		this.#isClosed = true;
		for (const timer of this.#lookAgain) clearTimeout(timer);
		vscode.Disposable.from(...this.#disposables).dispose();
	}

	#filesChanged(): void {
		this.#project.staleness.changed();
		this.#changed();
	}

	/** What grows in a run is told by its progress. */
	#documentChanged({ scheme, fsPath }: vscode.Uri): void {
		if (scheme === 'file' && this.#words.size === 0 && isInside(this.#project.folder, fsPath)) this.#filesChanged();
	}

	#progressed(chapter: number | undefined, stage: string, words: number): void {
		if (chapter === undefined) return;
		if (stage === 'scene_drafting') this.#words.set(chapter, Math.max(words, this.#words.get(chapter) ?? 0));
		// Whatever follows the assembly reads a chapter that is whole.
		else if (stage !== 'scene_plan') this.#words.delete(chapter);
		this.#changed();
	}

	async #untilIdle(): Promise<void> {
		await this.#project.generation.idle();
		if (this.#isClosed) return;
		this.#words.clear();
		this.#filesChanged();
	}
}
