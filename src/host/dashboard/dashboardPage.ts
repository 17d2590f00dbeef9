import type * as vscode from 'vscode';
import { CancellationError, sentenceOf } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import {
	dashboardProtocol,
	type DashboardLook,
	type DashboardPart,
	type DashboardProtocol,
	type DashboardSnapshot,
	type ShownRun,
} from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';
import { PageChannel, type PageAnswers } from '../webview/pageChannel.js';
import { SnapshotSender } from '../webview/snapshotSender.js';

/** A timeline is thousands of bars, and nobody sees one grow by the quarter of a second. */
const runPauseMs = 1_000;

export interface Revealed {
	readonly part: DashboardPart;
	readonly run?: string | undefined;
}

export interface DashboardPageParts {
	answers(look: (look: DashboardLook) => void): PageAnswers<DashboardProtocol>;
	snapshot(look: DashboardLook): Promise<DashboardSnapshot>;
	/** Undefined while there is none. */
	run(look: DashboardLook): Promise<ShownRun | undefined>;
}

/** One page that shows the dashboard, from its first question to its end. Hidden, it is told nothing. */
export class DashboardPage implements Closable {
	readonly #panel: vscode.WebviewPanel;
	readonly #parts: DashboardPageParts;
	readonly #channel: PageChannel<DashboardProtocol>;
	readonly #snapshots = new SnapshotSender((signal) => this.#sendSnapshot(signal));
	readonly #runs = new SnapshotSender((signal) => this.#sendRun(signal), runPauseMs);
	readonly #visibility: vscode.Disposable;
	#look: DashboardLook | undefined;
	#reveal: Revealed | undefined;
	/** The run that the page has, when it will not change any more. */
	#sentRun: ShownRun | undefined;

	constructor(panel: vscode.WebviewPanel, parts: DashboardPageParts) {
		this.#panel = panel;
		this.#parts = parts;
		this.#channel = new PageChannel(
			panel.webview,
			dashboardProtocol,
			parts.answers((look) => this.#lookAt(look)),
		);
		// A page that is hidden is gone, and begins anew with what it kept for itself.
		this.#visibility = panel.onDidChangeViewState(() => {
			if (!panel.visible) this.#look = this.#sentRun = undefined;
		});
	}

	/** Something that the page shows has changed. */
	refresh(): void {
		if (this.#look === undefined) return;
		this.#snapshots.soon();
		this.#runs.soon();
	}

	reveal(revealed: Revealed): void {
		this.#reveal = revealed;
		this.#panel.reveal(undefined, false);
		if (this.#look !== undefined) this.#tellReveal();
	}

	close(): void {
		this.#visibility.dispose();
		this.#snapshots.close();
		this.#runs.close();
		this.#channel.close();
	}

	#lookAt(look: DashboardLook): void {
		const isFirst = this.#look === undefined;
		if (isFirst) this.#sentRun = undefined;
		this.#look = look;
		if (isFirst) this.#tellReveal();
		this.#snapshots.now();
		this.#runs.now();
	}

	#tellReveal(): void {
		if (this.#reveal === undefined) return;
		const { part, run } = this.#reveal;
		this.#channel.tell('reveal', run === undefined ? { part } : { part, run });
		this.#reveal = undefined;
	}

	async #sendSnapshot(signal: AbortSignal): Promise<void> {
		const look = this.#look;
		if (look === undefined) return;
		const snapshot = await this.#parts
			.snapshot(look)
			.catch((error: unknown): DashboardSnapshot => ({ state: 'failed', sentence: sentenceOf(error) }));
		if (signal.aborted) throw new CancellationError();
		this.#channel.tell('snapshot', snapshot);
	}

	async #sendRun(signal: AbortSignal): Promise<void> {
		const look = this.#look;
		if (look?.part !== 'time') return;
		const told = await this.#parts.run(look).then(
			(shown) => (shown === undefined ? {} : { shown }),
			(error: unknown) => ({ failure: sentenceOf(error) }),
		);
		if (signal.aborted) throw new CancellationError();
		const shown = 'shown' in told ? told.shown : undefined;
		if (shown !== undefined && shown === this.#sentRun) return;
		this.#sentRun = shown;
		this.#channel.tell('run', told);
	}
}

/** Listens to everything that the dashboard shows of a novel. @returns how to stop */
export function watchDashboard(project: NovelProject, tell: () => void): readonly (() => void)[] {
	const { costs, generation, memory, recallCheck, budgetSharing, replication } = project;
	return [
		costs.onChange(tell),
		generation.onRun(tell),
		generation.onProgress(tell),
		generation.onPause(tell),
		generation.onExecution(tell),
		memory.onChange(tell),
		recallCheck.onChecked(tell),
		budgetSharing.onChange(tell),
		replication.onState(tell),
	];
}
