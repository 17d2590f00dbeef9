import * as vscode from 'vscode';
import { z } from 'zod';
import type { Restored } from '../../api.js';
import type { Backup } from '../../core/memory/backup.js';
import { isHealthy, type RecallHealth } from '../../core/memory/recallHealth.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, parseArgument } from '../arguments.js';
import { withCancellableProgress } from '../cancellableProgress.js';
import type { Novels } from '../novels.js';
import { pickBackup } from './pickBackup.js';

const folderOnly = z.strictObject({ folder: folderArgument });
const restoreArgument = z.strictObject({ folder: folderArgument, backup: z.string().min(1) });
const clearArgument = z.strictObject({ folder: folderArgument, confirm: z.literal(true) });

export interface MemoryVerification {
	/** `ok`, or what is wrong. */
	readonly database: string;
	readonly recall: RecallHealth;
	readonly backups: readonly Backup[];
}

/** Backing up, restoring, clearing and checking what a novel remembers. */
export class SafekeepingCommands {
	readonly #novels: Novels;

	constructor(novels: Novels) {
		this.#novels = novels;
	}

	async backup(argument: unknown): Promise<Backup | undefined> {
		const given = parseArgument('memory.backup', folderOnly, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const made = await withCancellableProgress(vscode.l10n.t('Backing up memory…'), (signal) =>
			project.backups.create('asked', signal),
		);
		if (given === undefined) {
			void vscode.window.showInformationMessage(
				vscode.l10n.t('Backed up and checked: {0} memories, with all costs and work in progress.', made.entries ?? 0),
			);
		}
		return made;
	}

	/** Checked before anything changes; what was there is backed up, and comes back by Undo. */
	async restore(argument: unknown): Promise<Restored | undefined> {
		const given = parseArgument('memory.restore', restoreArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const backup = given?.backup ?? (await pickBackup(project));
		if (backup === undefined) return undefined;
		const restored = await this.#restore(project, backup);
		if (given === undefined) void this.#offerUndo(project, restored, restoredSentence(restored));
		return restored;
	}

	async clear(argument: unknown): Promise<Restored | undefined> {
		const given = parseArgument('memory.clear', clearArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined || (given === undefined && !(await isMeant(project)))) return undefined;
		const cleared = await withCancellableProgress(vscode.l10n.t('Clearing memory…'), (signal) =>
			project.safekeeping.clear(signal),
		);
		if (given === undefined) {
			const sentence = vscode.l10n.t('{0} memories are cleared. They are in a backup.', cleared.removed);
			void this.#offerUndo(project, cleared, sentence);
		}
		return cleared;
	}

	async verify(argument: unknown): Promise<MemoryVerification | undefined> {
		const given = parseArgument('memory.verify', folderOnly, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const found = await withCancellableProgress(vscode.l10n.t('Checking memory and its backups…'), async (signal) => ({
			database: (await project.verifyDatabase(signal)) ?? 'ok',
			recall: await project.recallCheck.check(signal),
			backups: await project.backups.list(true, signal),
		}));
		if (given === undefined) tellVerification(found);
		return found;
	}

	async #restore(project: NovelProject, backup: string): Promise<Restored> {
		return await withCancellableProgress(vscode.l10n.t('Checking the backup and restoring memory…'), (signal) =>
			project.safekeeping.restore(backup, signal),
		);
	}

	async #offerUndo(project: NovelProject, { undo }: Restored, sentence: string): Promise<void> {
		const again = vscode.l10n.t('Undo');
		if ((await vscode.window.showInformationMessage(sentence, again)) !== again) return;
		const back = await this.#restore(project, undo);
		void vscode.window.showInformationMessage(restoredSentence(back));
	}
}

async function isMeant(project: NovelProject): Promise<boolean> {
	const { entries } = project.memory.stats();
	const clear = vscode.l10n.t('Clear Memory');
	const detail = vscode.l10n.t(
		'A backup is made first, and Undo brings everything back. Your chapters, your bible and the costs are not touched.',
	);
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t('Clear all {0} memories of this novel?', entries),
		{ modal: true, detail },
		clear,
	);
	return answer === clear;
}

function restoredSentence({ restored, removed, unchanged }: Restored): string {
	return vscode.l10n.t(
		'Memory is restored: {0} put back, {1} taken away, {2} as they were. What you have spent since still counts.',
		restored,
		removed,
		unchanged,
	);
}

function tellVerification({ database, recall, backups }: MemoryVerification): void {
	const bad = backups.filter(({ verified }) => verified === false);
	const paths = [recall.words, ...(recall.meaning === undefined ? [] : [recall.meaning])];
	const troubles = [
		...(database === 'ok' ? [] : [vscode.l10n.t('The database is damaged. Reload the window to have it set aside.')]),
		...paths
			.filter((path) => !isHealthy(path))
			.map(
				({ fault, found, asked }) => fault ?? vscode.l10n.t('Only {0} of {1} known passages were found.', found, asked),
			),
		...bad.map(({ name }) => vscode.l10n.t('The backup {0} is damaged.', name)),
	];
	if (troubles.length > 0) void vscode.window.showWarningMessage(troubles.join(' '));
	else
		void vscode.window.showInformationMessage(
			vscode.l10n.t(
				'All is well: the database is sound, recall finds what it should, {0} backups are good.',
				backups.length,
			),
		);
}
