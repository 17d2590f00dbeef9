import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Backup } from '../../core/memory/backup.js';
import type { NovelProject } from '../../services/novelProject.js';
import { locale } from '../locale.js';

interface BackupItem extends vscode.QuickPickItem {
	/** Undefined for choosing a file. */
	readonly name: string | undefined;
}

/** @returns the name of a backup of the novel, or the path of a file; undefined when none is chosen */
export async function pickBackup(project: NovelProject): Promise<string | undefined> {
	const { signal } = new AbortController();
	const items = project.backups.list(true, signal).then((all) => [...all.map(itemOf), fileItem()]);
	const picked = await vscode.window.showQuickPick(items, {
		title: vscode.l10n.t('Restore memory from which backup?'),
		placeHolder: vscode.l10n.t('What is there now is backed up first, so that you can undo this'),
		matchOnDescription: true,
		matchOnDetail: true,
	});
	if (picked === undefined) return undefined;
	return picked.name ?? (await chooseFile(project));
}

function itemOf({ name, createdAt, reason, bytes, entries, verified }: Backup): BackupItem {
	const megabytes = (bytes / 1_000_000).toLocaleString(locale(), { maximumFractionDigits: 1 });
	const state = verified === false ? `$(error) ${vscode.l10n.t('damaged')}` : `$(verified) ${vscode.l10n.t('checked')}`;
	return {
		label: new Date(createdAt).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' }),
		description: reasonTitle(reason),
		detail: [
			vscode.l10n.t('{0} memories', (entries ?? 0).toLocaleString(locale())),
			vscode.l10n.t('{0} MB', megabytes),
			state,
		].join(' · '),
		name,
	};
}

function fileItem(): BackupItem {
	return { label: `$(folder-opened) ${vscode.l10n.t('From a file…')}`, alwaysShow: true, name: undefined };
}

function reasonTitle(reason: Backup['reason']): string {
	const titles: Readonly<Record<Backup['reason'], string>> = {
		timer: vscode.l10n.t('by the clock'),
		close: vscode.l10n.t('on closing'),
		'before-restore': vscode.l10n.t('before a restore'),
		'before-clear': vscode.l10n.t('before clearing'),
		'before-migration': vscode.l10n.t('before an update'),
		asked: vscode.l10n.t('by hand'),
	};
	return titles[reason];
}

async function chooseFile({ folder }: NovelProject): Promise<string | undefined> {
	const [file] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Choose a backup'),
			defaultUri: vscode.Uri.file(join(folder, '.prometheus', 'backups')),
			filters: { [vscode.l10n.t('Backups')]: ['zip'] },
		})) ?? [];
	return file?.fsPath;
}
