import * as vscode from 'vscode';
import { isCancellation, sentenceOf } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import type { MendingCost } from '../../core/staleness/mendingCost.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { Novels } from '../novels.js';
import { SnapshotSender } from '../webview/snapshotSender.js';
import { NovelWatch } from './novelWatch.js';
import { CandidateRow, ChapterRow, NovelRow, type ManuscriptRow, type ShownNovel } from './rows.js';
import { shownNovel } from './shownNovel.js';
import { mendingSentence, staleCountSentence } from './staleWords.js';
import { treeItem } from './treeItems.js';

export const manuscriptViewId = 'prometheusNovel.manuscript';

/** The chapters of the novels that are open, as their files have them. */
export class ManuscriptView implements vscode.TreeDataProvider<ManuscriptRow>, Closable {
	readonly #novels: Novels;
	readonly #tree: vscode.TreeView<ManuscriptRow>;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #sender = new SnapshotSender((signal) => this.#look(signal));
	readonly #watches = new Map<NovelProject, NovelWatch>();
	readonly #prices = new Map<NovelProject, PricedMending>();
	readonly #stop: readonly (() => void)[];
	readonly #closing = new AbortController();
	#shown: readonly ShownNovel[] = [];
	#fault: string | undefined;
	/** Of the rows, so that an unchanged tree is left alone. */
	#drawn = '';

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(novels: Novels) {
		this.#novels = novels;
		this.#tree = vscode.window.createTreeView(manuscriptViewId, { treeDataProvider: this, showCollapseAll: false });
		this.#tree.onDidChangeVisibility(() => this.refresh());
		this.#stop = [
			novels.onOpen((project) => this.#watch(project)),
			novels.onClose(() => this.#forgetClosed()),
			novels.onCandidate(() => this.refresh()),
		];
		for (const project of novels.opened) this.#watch(project);
	}

	/** Something that the view shows has changed. */
	refresh(): void {
		this.#sender.soon();
	}

	getTreeItem(row: ManuscriptRow): vscode.TreeItem {
		return treeItem(row);
	}

	getChildren(row?: ManuscriptRow): readonly ManuscriptRow[] & ManuscriptRow[] {
		return [...this.#childrenOf(row)];
	}

	getParent(row: ManuscriptRow): ManuscriptRow | undefined {
		return row instanceof CandidateRow ? row.of : undefined;
	}

	close(): void {
		this.#closing.abort();
		this.#sender.close();
		for (const stop of this.#stop) stop();
		for (const watch of this.#watches.values()) watch.close();
		this.#tree.dispose();
		this.#changed.dispose();
	}

	#childrenOf(row: ManuscriptRow | undefined): readonly ManuscriptRow[] {
		if (row instanceof ChapterRow) return row.shown.hasCandidate ? [new CandidateRow(row)] : [];
		if (row instanceof NovelRow) return row.novel.chapters;
		if (row !== undefined) return [];
		const [only, second] = this.#shown;
		if (only === undefined || second === undefined) return only?.chapters ?? [];
		return this.#shown.map((novel) => new NovelRow(novel));
	}

	#watch(project: NovelProject): void {
		this.#watches.set(project, new NovelWatch(project, () => this.refresh()));
		this.#prices.set(project, new PricedMending(project, this.#closing.signal, () => this.refresh()));
		this.refresh();
	}

	#forgetClosed(): void {
		const open = new Set(this.#novels.opened);
		for (const [project, watch] of this.#watches) {
			if (open.has(project)) continue;
			watch.close();
			this.#watches.delete(project);
			this.#prices.delete(project);
		}
		this.refresh();
	}

	async #look(signal: AbortSignal): Promise<void> {
		const shown: ShownNovel[] = [];
		this.#fault = undefined;
		for (const [project, watch] of this.#watches) {
			const mending = this.#prices.get(project)?.now(this.#tree.visible);
			const novel = await shownNovel(project, { words: watch.words, mending }).catch((error: unknown) => {
				this.#fault = sentenceOf(error);
				return undefined;
			});
			if (novel !== undefined) shown.push(novel);
		}
		signal.throwIfAborted();
		this.#shown = shown;
		await this.#tellRest();
		const drawn = JSON.stringify(shown);
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		this.#changed.fire();
	}

	/** What stands above the rows and on the icon, and what commands can be run on. */
	async #tellRest(): Promise<void> {
		const chapters = this.#shown.flatMap((novel) => novel.chapters.map(({ shown }) => shown));
		const stale = chapters.filter(({ staleness }) => staleness?.freshness === 'stale').length;
		const sentence = staleCountSentence(stale);
		this.#tree.badge = stale === 0 ? undefined : { value: stale, tooltip: sentence };
		this.#tree.message = stale === 0 ? (this.#fault ?? '') : [sentence, ...this.#mendingSentences()].join(' ');
		const planless = this.#shown.some((novel) => novel.chapters.length === 0);
		const contexts = { hasStale: stale > 0, hasChapters: chapters.length > 0, isUnplanned: planless };
		for (const [name, value] of Object.entries(contexts))
			await vscode.commands.executeCommand('setContext', `prometheusNovel.${name}`, value);
	}

	/** Of one novel; several of them have no common models that could cost nothing. */
	#mendingSentences(): readonly string[] {
		const costs = [...this.#prices.values()].flatMap((price) => price.known ?? []);
		const [only, second] = costs.filter(({ chapters }) => chapters.length > 0);
		return only === undefined || second !== undefined ? [] : [mendingSentence(only)];
	}
}

/** Asks what mending costs only while somebody looks, and once for what is stale now. */
class PricedMending {
	readonly #project: NovelProject;
	readonly #signal: AbortSignal;
	readonly #priced: () => void;
	#signature: string | undefined;
	#cost: MendingCost | undefined;

	constructor(project: NovelProject, signal: AbortSignal, priced: () => void) {
		this.#project = project;
		this.#signal = signal;
		this.#priced = priced;
	}

	/** As far as it is known for what is stale now. */
	get known(): MendingCost | undefined {
		return this.#cost;
	}

	now(isWanted: boolean): MendingCost | undefined {
		const { latest } = this.#project.staleness;
		if (latest?.signature === this.#signature) return this.#cost;
		this.#cost = undefined;
		const isAnyStale = latest?.chapters.some(({ freshness }) => freshness === 'stale') === true;
		if (isWanted && isAnyStale) void this.#ask(latest.signature);
		return undefined;
	}

	async #ask(signature: string): Promise<void> {
		this.#signature = signature;
		try {
			const cost = await this.#project.mending.now(this.#signal);
			if (this.#signature !== signature) return;
			this.#cost = cost;
			this.#priced();
		} catch (error) {
			// Without a price for a model, or with files that cannot be read, it is not known what it costs.
			if (!isCancellation(error)) this.#cost = undefined;
		}
	}
}
