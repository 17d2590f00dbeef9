import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Closable } from '../../base/lifetime.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { Novels } from '../novels.js';

/** Smaller files were read whole on opening. */
const largeBytes = 8_000_000;
/** A window that opens has other things to do first. */
const pauseMs = 20_000;

/** Reads large databases whole in the background, since opening them does not wait for that. */
export class DatabaseWatch implements Closable {
	readonly #closing = new AbortController();
	readonly #stop: () => void;

	constructor(novels: Novels) {
		this.#stop = novels.onOpen((project) => {
			const timer = setTimeout(() => void this.#check(project).catch(() => undefined), pauseMs);
			this.#closing.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
		});
	}

	close(): void {
		this.#stop();
		this.#closing.abort();
	}

	async #check(project: NovelProject): Promise<void> {
		const { size } = await stat(join(project.folder, '.prometheus', 'novel.db'));
		if (size <= largeBytes || (await project.verifyDatabase(this.#closing.signal)) === undefined) return;
		const reload = vscode.l10n.t('Reload Window');
		const answer = await vscode.window.showErrorMessage(
			vscode.l10n.t(
				'The database of this novel is damaged. Reload the window: it is set aside then, and the newest good backup comes back.',
			),
			reload,
		);
		if (answer === reload) await vscode.commands.executeCommand('workbench.action.reloadWindow');
	}
}
