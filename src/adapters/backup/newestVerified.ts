import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { isAppError } from '../../base/errors.js';
import type { Backup, NewestVerified, SkippedBackup } from '../../core/memory/backup.js';
import type { BackupManifest } from '../../core/memory/backupManifest.js';
import { listBackups } from './listBackups.js';
import { verifyBackup } from './verifyBackup.js';

type Judgement =
	{ readonly kind: 'good'; readonly manifest: BackupManifest } | { readonly kind: 'skipped'; readonly why: string };

/** The newest backup of a novel that passes every check, and those that had to be skipped on the way to it. */
export async function newestVerified(folder: string, novelId: string, signal: AbortSignal): Promise<NewestVerified> {
	const skipped: SkippedBackup[] = [];
	for (const backup of await listBackups(folder, false, signal)) {
		const judgement = await judge(folder, backup, novelId, signal);
		if (judgement.kind === 'good') return { newest: { name: backup.name, manifest: judgement.manifest }, skipped };
		skipped.push({ name: backup.name, why: judgement.why });
	}
	return { newest: undefined, skipped };
}

async function judge(folder: string, backup: Backup, novelId: string, signal: AbortSignal): Promise<Judgement> {
	const { name, novelId: owner = novelId } = backup;
	if (owner !== novelId) return { kind: 'skipped', why: l10n.t('The backup {0} is of another novel.', name) };
	try {
		return { kind: 'good', manifest: await verifyBackup(join(folder, name), folder, signal) };
	} catch (error) {
		if (!isAppError(error) || !['bad-backup', 'unreadable'].includes(error.code)) throw error;
		return { kind: 'skipped', why: error.message };
	}
}
