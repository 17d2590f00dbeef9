import * as vscode from 'vscode';
import { sentenceOf } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import type { MemoryEntry } from '../../core/memory/entry.js';
import {
	memoryProtocol,
	type Footing,
	type MemoryLook,
	type MemoryProtocol,
	type MemorySnapshot,
} from '../../protocol/memory.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { Novels } from '../novels.js';
import { PageChannel } from '../webview/pageChannel.js';
import { SnapshotSender } from '../webview/snapshotSender.js';
import { webviewPage } from '../webview/webviewPage.js';
import { KeptStats } from '../keptStats.js';
import { memoryAnswers } from './memoryAnswers.js';
import { memoryWords } from './memoryWords.js';
import { recallSentence } from './recallSentence.js';
import { rememberedChapters, shownEntry, shownMemory } from './shownMemory.js';
import { StoryOutlines } from '../storyOutline.js';
import { ViewedNovel } from '../viewedNovel.js';
import { locale } from '../locale.js';

export const memoryViewId = 'prometheusNovel.memory';

/** Whether other windows have written is asked no more often, and only while somebody looks. */
const pollMs = 2_000;

/** What the view says of a novel's memory that is known elsewhere; absent while there is nothing to say. */
export interface MemoryStanding {
	/** Where memory is kept, and whether that is up to date. */
	readonly sync?: string | undefined;
	/** When it was last backed up. */
	readonly backup?: string | undefined;
}

export interface MemoryViewParts {
	readonly novels: Novels;
	/** Of the bundled page. */
	readonly webviewFolder: vscode.Uri;
	standing(project: NovelProject): MemoryStanding;
}

/** What the book remembers, in the side bar. */
export class MemoryView implements vscode.WebviewViewProvider, Closable {
	readonly #parts: MemoryViewParts;
	readonly #viewed: ViewedNovel;
	readonly #outlines = new StoryOutlines();
	readonly #stats = new KeptStats();
	readonly #sender = new SnapshotSender((signal) => this.#sendSnapshot(signal));
	readonly #registration: vscode.Disposable;
	readonly #answers = memoryAnswers({
		project: () => this.#viewed.current(),
		look: (look) => {
			this.#look = look;
			this.#sender.now();
		},
		retry: () => this.#viewed.retry(),
	});
	#view: vscode.WebviewView | undefined;
	#channel: PageChannel<MemoryProtocol> | undefined;
	#look: MemoryLook | undefined;
	#lastSequence = 0;
	#poll: NodeJS.Timeout | undefined;
	/** To be edited as soon as the page is there. */
	#editing: MemoryEntry | undefined;

	constructor(parts: MemoryViewParts) {
		this.#parts = parts;
		this.#viewed = new ViewedNovel(parts.novels, watched, () => this.refresh());
		this.#registration = vscode.window.registerWebviewViewProvider(memoryViewId, this);
	}

	resolveWebviewView(view: vscode.WebviewView): void {
		const { webviewFolder } = this.#parts;
		this.#view = view;
		view.webview.options = { enableScripts: true, localResourceRoots: [webviewFolder] };
		this.#channel = new PageChannel(view.webview, memoryProtocol, this.#answers);
		view.onDidChangeVisibility(() => this.#pollWhileVisible());
		view.onDidDispose(() => this.#forget(view));
		view.webview.html = webviewPage(view.webview, {
			title: vscode.l10n.t('What the book remembers'),
			language: vscode.env.language,
			script: vscode.Uri.joinPath(webviewFolder, 'memory.js'),
			style: vscode.Uri.joinPath(webviewFolder, 'memory.css'),
			words: memoryWords(),
		});
		this.#pollWhileVisible();
	}

	/** Something that the view shows has changed. */
	refresh(): void {
		if (this.#look !== undefined && this.#view?.visible === true) this.#sender.soon();
	}

	/** Brings the view to the front and lets the author edit an entry there. */
	async edit(project: NovelProject, entry: MemoryEntry): Promise<void> {
		this.#viewed.choose(project);
		this.#editing = entry;
		await vscode.commands.executeCommand(`${memoryViewId}.focus`);
		if (this.#look !== undefined) this.#startEditing();
	}

	close(): void {
		this.#registration.dispose();
		this.#viewed.close();
		if (this.#view !== undefined) this.#forget(this.#view);
		this.#sender.close();
	}

	#forget(view: vscode.WebviewView): void {
		if (this.#view !== view) return;
		clearInterval(this.#poll);
		this.#channel?.close();
		this.#channel = this.#view = this.#look = undefined;
	}

	/** A page that is hidden is gone, and begins anew with what it kept for itself. */
	#pollWhileVisible(): void {
		clearInterval(this.#poll);
		if (this.#view?.visible === true) this.#poll = setInterval(() => this.#lookForOthers(), pollMs);
		else this.#look = undefined;
	}

	#lookForOthers(): void {
		const project = this.#viewed.current();
		if (project !== undefined && project.memory.lastSequence() !== this.#lastSequence) this.refresh();
	}

	#startEditing(): void {
		if (this.#editing === undefined) return;
		this.#channel?.tell('editing', shownEntry(this.#editing));
		this.#editing = undefined;
	}

	async #sendSnapshot(signal: AbortSignal): Promise<void> {
		const look = this.#look;
		if (look === undefined) return;
		const snapshot = await this.#snapshot(look, signal).catch((error: unknown): MemorySnapshot => {
			signal.throwIfAborted();
			return { state: 'failed', sentence: sentenceOf(error) };
		});
		signal.throwIfAborted();
		this.#channel?.tell('snapshot', snapshot);
		this.#startEditing();
	}

	async #snapshot(look: MemoryLook, signal: AbortSignal): Promise<MemorySnapshot> {
		const project = this.#viewed.current();
		if (project === undefined) return this.#viewed.absence();
		this.#lastSequence = project.memory.lastSequence();
		const outline = await this.#outlines.of(project);
		const shown = await shownMemory(project, this.#stats.of(project), look, signal);
		const isOneOfSeveral = this.#parts.novels.opened.length > 1;
		return {
			state: 'ready',
			...(isOneOfSeveral ? { novel: outline.title } : {}),
			chapters: rememberedChapters(project, outline),
			...shown,
			footing: this.#footing(project, shown.total),
		};
	}

	#footing(project: NovelProject, total: number): Footing {
		const { sync, backup } = this.#parts.standing(project);
		const recall = recallSentence(project.recallCheck.health);
		return {
			memories: total === 1 ? vscode.l10n.t('1 memory') : vscode.l10n.t('{0} memories', total.toLocaleString(locale())),
			...(sync === undefined ? {} : { sync }),
			...(recall === undefined ? {} : { recall }),
			...(backup === undefined ? {} : { backup }),
		};
	}
}

function watched({ memory, recallCheck }: NovelProject, tell: () => void): readonly (() => void)[] {
	return [memory.onChange(tell), recallCheck.onChecked(tell)];
}
