import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { Closable } from '../../base/lifetime.js';
import { isHealthy, type PathHealth, type RecallHealth } from '../../core/memory/recallHealth.js';
import type { NovelProject } from '../../services/novelProject.js';
import { isInside } from '../isInside.js';
import type { Novels } from '../novels.js';
import { meaningFault, wordsFault } from './recallSentence.js';

/** Saving comes in bursts, and so do the changes of other programs. */
const noticePauseMs = 400;
/**
 * VS Code does not say from when on it watches a folder, and what changes before that it never tells. So after opening
 * all is looked through again; where nothing has changed, that costs no more than reading it.
 */
const lookAgainAfterMs = [2_000, 10_000, 30_000];
/** Recall is checked when memory has been left alone for so long. */
const checkPauseMs = 5_000;
/** Writes after which it is checked again. */
const bigChange = 500;

/** Keeps the memories of open novels true to their manuscripts, and looks after how well they are found. */
export class MemoryUpkeep implements Closable {
	readonly #stop: () => void;
	readonly #kept = new Map<NovelProject, NovelUpkeep>();
	readonly #stopClosed: () => void;

	constructor(novels: Novels) {
		this.#stop = novels.onOpen((project) => this.#kept.set(project, new NovelUpkeep(project)));
		this.#stopClosed = novels.onClose(() => this.#closeMissing(new Set(novels.opened)));
	}

	close(): void {
		this.#stop();
		this.#stopClosed();
		this.#closeMissing(new Set());
	}

	#closeMissing(open: ReadonlySet<NovelProject>): void {
		for (const [project, upkeep] of this.#kept) {
			if (open.has(project)) continue;
			this.#kept.delete(project);
			upkeep.close();
		}
	}
}

class NovelUpkeep implements Closable {
	readonly #project: NovelProject;
	readonly #disposables: readonly vscode.Disposable[];
	readonly #closed = new AbortController();
	/** Chapters that have changed; `undefined` stands for any of them. */
	readonly #changed = new Set<string | undefined>([undefined]);
	#noticeTimer: NodeJS.Timeout | undefined;
	#checkTimer: NodeJS.Timeout | undefined;
	#checkedSequence: number | undefined;
	#noticing: Promise<void> = Promise.resolve();
	readonly #warned = new Set<keyof RecallHealth>();
	readonly #lookAgain: readonly NodeJS.Timeout[];

	constructor(project: NovelProject) {
		this.#project = project;
		const chapters = new vscode.RelativePattern(vscode.Uri.file(project.folder), 'manuscript/**/*.md');
		const files = vscode.workspace.createFileSystemWatcher(chapters);
		this.#disposables = [
			files,
			files.onDidChange((uri) => this.#noticeSoon(uri)),
			files.onDidCreate(() => this.#noticeSoon(undefined)),
			files.onDidDelete(() => this.#noticeSoon(undefined)),
			vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#noticeSoon(uri)),
			// Who comes back from another program may have changed chapters where no watcher sees it, such as on a network drive.
			vscode.window.onDidChangeWindowState(({ focused }) => {
				if (focused) this.#noticeSoon(undefined);
			}),
			{ dispose: project.memory.onChange(() => this.#checkAfterBigChange()) },
			{ dispose: project.recallCheck.onChecked((health) => this.#warn(health)) },
		];
		this.#noticing = this.#notice();
		this.#lookAgain = lookAgainAfterMs.map((ms) => setTimeout(() => this.#noticeSoon(undefined), ms));
		this.#checkSoon();
	}

	close(): void {
		for (const timer of [this.#noticeTimer, this.#checkTimer, ...this.#lookAgain]) clearTimeout(timer);
		this.#closed.abort();
		vscode.Disposable.from(...this.#disposables).dispose();
	}

	/** @param uri undefined where chapters may have come, gone or changed their names */
	#noticeSoon(uri: vscode.Uri | undefined): void {
		const { folder } = this.#project;
		if (uri !== undefined && !isInside(vscode.Uri.joinPath(vscode.Uri.file(folder), 'manuscript').fsPath, uri.fsPath))
			return;
		this.#changed.add(uri && relative(folder, uri.fsPath).split(sep).join('/'));
		clearTimeout(this.#noticeTimer);
		this.#noticeTimer = setTimeout(() => {
			this.#noticing = this.#noticing.then(() => this.#notice());
		}, noticePauseMs);
	}

	/** What is wrong with the files stands among the Problems already. */
	async #notice(): Promise<void> {
		const paths = this.#changed.has(undefined) ? [undefined] : [...this.#changed];
		this.#changed.clear();
		const { manuscriptMemory } = this.#project;
		try {
			for (const path of paths) {
				if (this.#closed.signal.aborted) return;
				await manuscriptMemory.notice(path);
			}
		} catch {
			// The next change tries again.
		}
	}

	#checkAfterBigChange(): void {
		const written = this.#project.memory.lastSequence() - (this.#checkedSequence ?? 0);
		if (this.#checkTimer !== undefined || written >= bigChange) this.#checkSoon();
	}

	#checkSoon(): void {
		clearTimeout(this.#checkTimer);
		this.#checkTimer = setTimeout(() => void this.#check(), checkPauseMs);
	}

	/** A check that fails has told its fault as the path's own, or the novel is closing. */
	async #check(): Promise<void> {
		this.#checkTimer = undefined;
		this.#checkedSequence = this.#project.memory.lastSequence();
		await this.#project.recallCheck.check(this.#closed.signal).catch(() => undefined);
	}

	#warn({ words, meaning }: RecallHealth): void {
		this.#warnOnce('words', words, wordsFault);
		if (meaning !== undefined) this.#warnOnce('meaning', meaning, meaningFault);
	}

	/** Again only after it was well in between. */
	#warnOnce(path: keyof RecallHealth, health: PathHealth, sentence: (health: PathHealth) => string): void {
		if (isHealthy(health)) this.#warned.delete(path);
		else if (!this.#warned.has(path)) {
			this.#warned.add(path);
			void vscode.window.showWarningMessage(sentence(health));
		}
	}
}
