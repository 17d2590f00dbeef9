import * as vscode from 'vscode';
import { Emitter } from '../../base/emitter.js';
import type { Closable } from '../../base/lifetime.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { Novels } from '../novels.js';
import type { MemoryStanding } from './memoryView.js';
import { syncSentence } from './syncSentence.js';
import { locale } from '../locale.js';

/** How the memory of each open novel is shared, and when it was last backed up. */
export class MemoryStandings implements Closable {
	readonly #backedUpAt = new WeakMap<NovelProject, number>();
	readonly #disposables: { dispose(): void }[] = [];
	readonly #changes = new Emitter<void>();

	/** A standing is another one. */
	readonly onChange = this.#changes.on;

	constructor(novels: Novels) {
		for (const project of novels.opened) this.#watch(project);
		this.#disposables.push({ dispose: novels.onOpen((project) => this.#watch(project)) });
	}

	close(): void {
		vscode.Disposable.from(...this.#disposables).dispose();
	}

	of(project: NovelProject): MemoryStanding {
		const at = this.#backedUpAt.get(project);
		const { state } = project.replication;
		return { sync: syncSentence(state), backup: at === undefined ? undefined : backupSentence(at) };
	}

	#watch(project: NovelProject): void {
		const { replication, backups } = project;
		this.#disposables.push(
			{ dispose: replication.onState(() => this.#changes.emit()) },
			{
				dispose: backups.onState((state) => {
					if (state.kind === 'done') this.#note(project, state.backup.createdAt);
				}),
			},
		);
		void backups
			.list(false, new AbortController().signal)
			.then(([newest]) => newest && this.#note(project, newest.createdAt))
			.catch(() => undefined);
	}

	#note(project: NovelProject, at: number): void {
		this.#backedUpAt.set(project, at);
		this.#changes.emit();
	}
}

function backupSentence(at: number): string {
	const when = new Date(at);
	const isToday = when.toDateString() === new Date().toDateString();
	return isToday
		? vscode.l10n.t('Backed up at {0}.', when.toLocaleTimeString(locale(), { timeStyle: 'short' }))
		: vscode.l10n.t('Backed up on {0}.', when.toLocaleDateString(locale(), { dateStyle: 'medium' }));
}
