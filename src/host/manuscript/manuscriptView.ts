import * as vscode from 'vscode';
import { sentenceOf } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { Novels } from '../novels.js';
import { settingsSection } from '../settings.js';
import { SnapshotSender } from '../webview/snapshotSender.js';
import { NovelWatch } from './novelWatch.js';
import { PricedMending } from './pricedMending.js';
import { CandidateRow, ChapterRow, NovelRow, type ManuscriptRow, type ShownNovel } from './rows.js';
import { shownNovel } from './shownNovel.js';
import { mendingSentence, staleCountSentence } from './staleWords.js';
import { treeItem } from './treeItems.js';
import { WordCounts } from './wordCounts.js';

export const manuscriptViewId = 'prometheusNovel.manuscript';

/** What is kept of a novel while it is open. */
interface Watched {
	readonly watch: NovelWatch;
	readonly price: PricedMending;
	readonly counts: WordCounts;
}

/** The chapters of the novels that are open, as their files have them. */
export class ManuscriptView implements vscode.TreeDataProvider<ManuscriptRow>, Closable {
	readonly #novels: Novels;
	readonly #tree: vscode.TreeView<ManuscriptRow>;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #sender = new SnapshotSender((signal) => this.#look(signal));
	readonly #watches = new Map<NovelProject, Watched>();
	readonly #stop: readonly (() => void)[];
	readonly #contexts = new Map<string, boolean>();
	#shown: readonly ShownNovel[] = [];
	#fault: string | undefined;
	/** Of the rows, so that an unchanged tree is left alone. */
	#drawn = '';

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(novels: Novels) {
		this.#novels = novels;
		this.#tree = vscode.window.createTreeView(manuscriptViewId, { treeDataProvider: this, showCollapseAll: false });
		this.#tree.onDidChangeVisibility(() => this.refresh());
		const settings = vscode.workspace.onDidChangeConfiguration((change) => {
			if (change.affectsConfiguration(settingsSection)) this.#settingsChanged();
		});
		this.#stop = [
			() => void settings.dispose(),
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
		this.#sender.close();
		for (const stop of this.#stop) stop();
		for (const watched of this.#watches.values()) closeWatched(watched);
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
		const changed = (): void => this.refresh();
		const [watch, price] = [new NovelWatch(project, changed), new PricedMending(project, changed)];
		this.#watches.set(project, { watch, price, counts: new WordCounts() });
		this.refresh();
	}

	/** Another model has another price, and so has the same one without its voice pass. */
	#settingsChanged(): void {
		for (const { price } of this.#watches.values()) price.forget();
		this.refresh();
	}

	#forgetClosed(): void {
		const open = new Set(this.#novels.opened);
		for (const [project, watched] of this.#watches) {
			if (open.has(project)) continue;
			closeWatched(watched);
			this.#watches.delete(project);
		}
		this.refresh();
	}

	/** Nothing is read for a view that nobody sees: its badge is known without. */
	async #look(signal: AbortSignal): Promise<void> {
		await this.#tellStale();
		if (!this.#tree.visible) return;
		const shown = await this.#read();
		signal.throwIfAborted();
		this.#shown = shown;
		await this.#tellRest();
		const drawn = JSON.stringify(shown);
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		this.#changed.fire();
	}

	async #read(): Promise<readonly ShownNovel[]> {
		const shown: ShownNovel[] = [];
		this.#fault = undefined;
		for (const [project, { watch, price, counts }] of this.#watches) {
			const inWork = { words: watch.words, mending: price.now(true), counts };
			const novel = await shownNovel(project, inWork).catch((error: unknown) => {
				this.#fault = sentenceOf(error);
				return undefined;
			});
			if (novel !== undefined) shown.push(novel);
		}
		return shown;
	}

	/** On the icon, and for the commands that mend it. */
	async #tellStale(): Promise<void> {
		const stale = this.#staleCount();
		if (this.#tree.badge?.value !== (stale === 0 ? undefined : stale))
			this.#tree.badge = stale === 0 ? undefined : { value: stale, tooltip: staleCountSentence(stale) };
		await this.#setContext('hasStale', stale > 0);
	}

	/** What stands above the rows, and which commands they have. */
	async #tellRest(): Promise<void> {
		const stale = this.#staleCount();
		this.#tree.message =
			stale === 0 ? (this.#fault ?? '') : [staleCountSentence(stale), ...this.#mendingSentences()].join(' ');
		const chapterCounts = this.#shown.map((novel) => novel.chapters.length);
		await this.#setContext(
			'hasChapters',
			chapterCounts.some((count) => count > 0),
		);
		await this.#setContext('isUnplanned', chapterCounts.includes(0));
	}

	#staleCount(): number {
		const chapters = [...this.#watches.keys()].flatMap(({ staleness }) => staleness.latest?.chapters ?? []);
		return chapters.filter(({ freshness }) => freshness === 'stale').length;
	}

	async #setContext(name: string, value: boolean): Promise<void> {
		if (this.#contexts.get(name) === value) return;
		this.#contexts.set(name, value);
		await vscode.commands.executeCommand('setContext', `prometheusNovel.${name}`, value);
	}

	/** Of one novel; several of them have no common models that could cost nothing. */
	#mendingSentences(): readonly string[] {
		const costs = [...this.#watches.values()].flatMap(({ price }) => price.known ?? []);
		const [only, second] = costs.filter(({ chapters }) => chapters.length > 0);
		return only === undefined || second !== undefined ? [] : [mendingSentence(only)];
	}
}

function closeWatched({ watch, price }: Watched): void {
	watch.close();
	price.close();
}
