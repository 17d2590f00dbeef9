import * as l10n from '@vscode/l10n';
import type { Restored } from '../../api.js';
import { AppError } from '../../base/errors.js';
import type { BackupArchive } from '../../core/memory/backup.js';
import type { MemoryRestorer, RestoreReport } from '../../core/memory/memoryRestorer.js';
import type { BackupService } from './backupService.js';
import type { MemoryService } from './memoryService.js';

export interface SafekeepingPorts {
	readonly archive: BackupArchive;
	readonly backups: BackupService;
	readonly restorer: MemoryRestorer;
	readonly memory: MemoryService;
	/** Undefined while novel.json cannot be read. */
	novelId(): string | undefined;
	/** Keeps runs out while `work` goes on, in every window. @throws AppError `busy` */
	undisturbed<T>(what: string, work: () => Promise<T>): Promise<T>;
	/** A folder for the time that `use` takes. */
	inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T>;
}

/** Restores and clears memory: checked first, all or nothing, and undone by restoring what was backed up before. */
export class Safekeeping {
	readonly #ports: SafekeepingPorts;

	constructor(ports: SafekeepingPorts) {
		this.#ports = ports;
	}

	/**
	 * Makes memory what it was. What was spent and bought since stays in ledger and journal.
	 * @param backup as the list names it, or an absolute path
	 * @throws AppError `bad-backup`, `other-novel`, `busy` or `restore-failed`; then nothing has changed
	 */
	async restore(backup: string, signal: AbortSignal): Promise<Restored> {
		const { archive, restorer } = this.#ports;
		return await this.#ports.inTemporaryFolder(async (folder) => {
			const { manifest, database } = await archive.extract(backup, folder, signal);
			this.#refuseOther(manifest.novel.id, manifest.novel.title);
			return await this.#change('before-restore', () => restorer.restore(database), signal);
		});
	}

	/** Forgets everything. */
	async clear(signal: AbortSignal): Promise<Restored> {
		return await this.#change('before-clear', () => this.#ports.restorer.clear(), signal);
	}

	async #change(
		reason: 'before-restore' | 'before-clear',
		work: () => Promise<RestoreReport>,
		signal: AbortSignal,
	): Promise<Restored> {
		const { backups, memory } = this.#ports;
		return await this.#ports.undisturbed(reason, async () => {
			const { name } = await backups.create(reason, signal);
			signal.throwIfAborted();
			const report = await work();
			memory.noteChange();
			return { ...report, undo: name };
		});
	}

	#refuseOther(id: string, title: string): void {
		const own = this.#ports.novelId();
		if (own === undefined || own === id) return;
		throw new AppError(
			'other-novel',
			l10n.t(
				'That is a backup of another novel, “{0}”. Nothing has changed. Open that novel to restore it there.',
				title,
			),
		);
	}
}
