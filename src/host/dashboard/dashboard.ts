import * as vscode from 'vscode';
import type { Closable } from '../../base/lifetime.js';
import type { DashboardLook, DashboardSnapshot, ShownRun } from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';
import { KeptStats } from '../keptStats.js';
import type { MemoryStanding } from '../memory/memoryView.js';
import type { Novels } from '../novels.js';
import { ViewedNovel } from '../viewedNovel.js';
import { webviewPage } from '../webview/webviewPage.js';
import { BookForecasts } from './bookForecasts.js';
import { BookProgress } from './bookProgress.js';
import { dashboardAnswers } from './dashboardAnswers.js';
import { DashboardPage, watchDashboard, type Revealed } from './dashboardPage.js';
import { dashboardSnapshot } from './dashboardSnapshot.js';
import { dashboardWords } from './dashboardWords.js';
import { RunActivity } from './runActivity.js';
import { ShownRuns } from './runsShown.js';

export const dashboardViewType = 'prometheusNovel.dashboard';

/** Whether other windows have spent or written is asked no more often, and only while somebody looks. */
const pollMs = 2_000;

export interface DashboardParts {
	readonly novels: Novels;
	/** Of the bundled page. */
	readonly webviewFolder: vscode.Uri;
	readonly icon: vscode.Uri;
	standing(project: NovelProject): MemoryStanding;
}

/** Where the money and the time went, how memory is, and what it takes to finish: one panel a window. */
export class Dashboard implements vscode.WebviewPanelSerializer, Closable {
	readonly #parts: DashboardParts;
	readonly #viewed: ViewedNovel;
	readonly #progress = new BookProgress();
	readonly #forecasts = new BookForecasts(() => this.refresh());
	readonly #stats = new KeptStats();
	readonly #runs = new ShownRuns();
	readonly #activities = new WeakMap<NovelProject, RunActivity>();
	readonly #registration: vscode.Disposable;
	readonly #settings: vscode.Disposable;
	readonly #stopClosed: () => void;
	#panel: vscode.WebviewPanel | undefined;
	#page: DashboardPage | undefined;
	#poll: NodeJS.Timeout | undefined;
	#seen = '';

	constructor(parts: DashboardParts) {
		this.#parts = parts;
		this.#viewed = new ViewedNovel(
			parts.novels,
			(project, tell) => this.#watch(project, tell),
			() => this.refresh(),
		);
		this.#registration = vscode.window.registerWebviewPanelSerializer(dashboardViewType, this);
		this.#stopClosed = parts.novels.onClose(() => this.#forecasts.forgetOthers(parts.novels.opened));
		// Models, prices and budgets are what a forecast is made from.
		this.#settings = vscode.workspace.onDidChangeConfiguration((change) => {
			if (!change.affectsConfiguration('prometheusNovel')) return;
			this.#forecasts.close();
			this.refresh();
		});
	}

	/** Brings it to the front, with a novel and a part of it. */
	show(project: NovelProject | undefined, revealed: Revealed): void {
		if (project !== undefined) {
			this.#viewed.choose(project);
			// While VS Code makes the panel, the book is read.
			void this.#progress.of(project).catch(() => undefined);
		}
		if (this.#panel === undefined)
			this.#adopt(
				vscode.window.createWebviewPanel(dashboardViewType, title(), vscode.ViewColumn.Active, this.#webviewOptions),
			);
		this.#page?.reveal(revealed);
	}

	/** After a reload of the window; what the page looked at, it kept itself. */
	deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
		panel.webview.options = this.#webviewOptions;
		this.#adopt(panel);
		return Promise.resolve();
	}

	refresh(): void {
		this.#page?.refresh();
	}

	close(): void {
		this.#registration.dispose();
		this.#settings.dispose();
		this.#stopClosed();
		this.#viewed.close();
		this.#forecasts.close();
		// The panel stays: the next window, or the next start of the extension, fills it again.
		this.#forget();
	}

	get #webviewOptions(): vscode.WebviewOptions {
		return { enableScripts: true, localResourceRoots: [this.#parts.webviewFolder] };
	}

	#adopt(panel: vscode.WebviewPanel): void {
		const before = this.#panel;
		this.#forget();
		// One that was restored later takes the place of the one that is there.
		before?.dispose();
		const { webviewFolder, icon } = this.#parts;
		this.#panel = panel;
		this.#page = new DashboardPage(panel, {
			answers: (look) =>
				dashboardAnswers({
					project: () => this.#viewed.current(),
					look,
					estimate: (project) => void this.#forecasts.make(project, true),
					retry: () => this.#viewed.retry(),
				}),
			snapshot: (look) => this.#snapshot(look),
			run: (look) => this.#run(look),
		});
		panel.iconPath = icon;
		panel.onDidDispose(() => {
			if (this.#panel === panel) this.#forget();
		});
		panel.webview.html = webviewPage(panel.webview, {
			title: title(),
			language: vscode.env.language,
			script: vscode.Uri.joinPath(webviewFolder, 'dashboard.js'),
			style: vscode.Uri.joinPath(webviewFolder, 'dashboard.css'),
			words: dashboardWords(),
		});
		this.#poll = setInterval(() => this.#lookForOthers(panel), pollMs);
	}

	#forget(): void {
		clearInterval(this.#poll);
		this.#page?.close();
		this.#page = this.#panel = undefined;
	}

	async #snapshot(look: DashboardLook): Promise<DashboardSnapshot> {
		const project = this.#viewed.current();
		if (project === undefined) return this.#viewed.absence();
		this.#seen = seen(project);
		const snapshot = await dashboardSnapshot(project, look, {
			novels: this.#parts.novels,
			progress: this.#progress,
			forecasts: this.#forecasts,
			stats: this.#stats,
			activity: (one) => this.#activityOf(one),
			standing: (one) => this.#parts.standing(one),
		});
		// Whoever has just opened it sees what there is before a rehearsal takes a core.
		this.#forecasts.makeFirst(project);
		return snapshot;
	}

	async #run({ run }: DashboardLook): Promise<ShownRun | undefined> {
		const project = this.#viewed.current();
		return project && (await this.#runs.of(project, run));
	}

	#activityOf(project: NovelProject): RunActivity {
		const known = this.#activities.get(project);
		if (known !== undefined) return known;
		const activity = new RunActivity();
		this.#activities.set(project, activity);
		return activity;
	}

	#watch(project: NovelProject, tell: () => void): readonly (() => void)[] {
		return [
			...this.#activityOf(project).follow(project),
			// What is left is another thing after a run.
			project.generation.onRun((isRunning) => {
				if (!isRunning) this.#forecasts.forget(project);
			}),
			...watchDashboard(project, tell),
		];
	}

	#lookForOthers({ visible }: vscode.WebviewPanel): void {
		const project = visible ? this.#viewed.current() : undefined;
		if (project !== undefined && seen(project) !== this.#seen) this.refresh();
	}
}

/** Changes whenever another window has spent or remembered something. */
function seen({ costs, memory }: NovelProject): string {
	const { calls, spent, held } = costs.checkBudget();
	return [calls, spent, held, memory.lastSequence()].join(' ');
}

function title(): string {
	return vscode.l10n.t('Novel Dashboard');
}
