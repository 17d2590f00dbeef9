import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../base/clock.js';
import { isAppError } from '../base/errors.js';
import { newRunId } from '../base/ids.js';
import type { ProcessIdentity } from '../core/execution/processIdentity.js';
import type { Journal } from '../core/pipeline/journal.js';
import type { NewestVerified } from '../core/memory/backup.js';
import type { RestoreReport } from '../core/memory/memoryRestorer.js';
import { changeMark } from '../adapters/backup/changeMark.js';
import { checkWholeDatabase } from '../adapters/backup/checkWholeDatabase.js';
import { ZipBackupArchive } from '../adapters/backup/zipBackupArchive.js';
import { inTemporaryFolder } from '../adapters/files/inTemporaryFolder.js';
import { isOfEarlierVersion, noteRecovered, noteSuspicion } from '../adapters/sqlite/database.js';
import { SqliteRestorer } from '../adapters/sqlite/sqliteRestorer.js';
import { busy } from '../services/generation/generationService.js';
import { BackupService, type BackupSettings } from '../services/memory/backupService.js';
import type { MemoryService } from '../services/memory/memoryService.js';
import type { ReplicationService } from '../services/memory/replicationService.js';
import { Safekeeping } from '../services/memory/safekeeping.js';

export interface SafekeepingInputs {
	readonly database: DatabaseSync;
	readonly path: string;
	readonly dist: URL;
	readonly clock: Clock;
	readonly processes: ProcessIdentity;
	readonly journal: Journal;
	readonly memory: MemoryService;
	readonly replication: ReplicationService;
	readonly language: string;
	/** As novel.json has them; an empty id while it cannot be read. */
	novel(): { readonly id: string; readonly title: string };
	isShared(): boolean;
	backupSettings(): BackupSettings;
}

export interface SafekeepingParts {
	readonly backups: BackupService;
	readonly safekeeping: Safekeeping;
	/** Reads the whole database off the event loop; undefined when it is sound, else what is wrong. */
	verifyDatabase(signal: AbortSignal): Promise<string | undefined>;
	/** What came back from the newest good backup after the database was found damaged. */
	recover(signal: AbortSignal): Promise<NewestVerified & { readonly report: RestoreReport | undefined }>;
}

/** Backups, restoring and checking of one novel's database. */
export function composeSafekeeping(inputs: SafekeepingInputs): SafekeepingParts {
	const { database, path, dist, clock, language } = inputs;
	const folder = backupFolderOf(path);
	const archive = new ZipBackupArchive({ dist, database: path, folder });
	const backups = new BackupService({
		archive,
		clock,
		changeMark: () => changeMark(database),
		novel: () => inputs.novel(),
		settings: () => inputs.backupSettings(),
	});
	const restorer = new SqliteRestorer({ database: path, language, dist, isShared: () => inputs.isShared() });
	const temporary = <T>(use: (own: string) => Promise<T>): Promise<T> => inTemporaryFolder(folder, use);
	const safekeeping = new Safekeeping({
		archive,
		backups,
		restorer,
		memory: inputs.memory,
		novelId: () => inputs.novel().id || undefined,
		undisturbed: (what, work) => undisturbed(inputs, what, work),
		inTemporaryFolder: temporary,
	});
	return {
		backups,
		safekeeping,
		verifyDatabase: async (signal) => {
			const problem = await checkWholeDatabase(dist, path, signal);
			if (problem === 'ok') return undefined;
			noteSuspicion(path, problem);
			return problem;
		},
		recover: async (signal) => {
			const found = await archive.newestVerified(inputs.novel().id, signal);
			const { newest } = found;
			if (newest === undefined) {
				noteRecovered(path);
				return { ...found, report: undefined };
			}
			const report = await temporary(async (own) => {
				const copy = await archive.extract(newest.name, own, signal);
				return await restorer.recover(copy.database);
			});
			noteRecovered(path);
			return { ...found, report };
		},
	};
}

/** A migration is one way: what was there before it stays as a backup. */
export async function backUpBeforeMigration(
	path: string,
	dist: URL,
	novel: { readonly id: string; readonly title: string },
	clock: Clock,
): Promise<void> {
	if (!(await isOfEarlierVersion(path))) return;
	const archive = new ZipBackupArchive({ dist, database: path, folder: backupFolderOf(path) });
	const facts = { novel, reason: 'before-migration', createdAt: clock.now() } as const;
	try {
		await archive.create(facts, new AbortController().signal);
	} catch (error) {
		// Then opening sets it aside, whole.
		if (!isAppError(error) || error.code !== 'damaged-database') throw error;
	}
}

function backupFolderOf(path: string): string {
	return join(dirname(path), 'backups');
}

/** As a run of its own, so that nobody drafts from a memory that is about to be another one. */
async function undisturbed<T>(
	{ journal, processes, clock, replication }: SafekeepingInputs,
	what: string,
	work: () => Promise<T>,
): Promise<T> {
	const run = {
		id: newRunId(),
		description: JSON.stringify({ kind: what }),
		owner: processes.owner,
		startedAt: clock.now(),
	};
	if (!journal.beginRun(run, (owner, since) => processes.isAlive(owner, since))) throw busy();
	let outcome = 'failed';
	try {
		const result = await replication.whileDisconnected(work);
		outcome = 'done';
		return result;
	} finally {
		journal.endRun(run.id, outcome, clock.now());
	}
}
