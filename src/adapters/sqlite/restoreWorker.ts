import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { speakLikeParent } from '../../base/displayLanguage.js';
import { newId } from '../../base/ids.js';
import { sentenceOf } from '../../base/errors.js';
import { HybridClock } from '../../core/memory/hybridClock.js';
import type { RestoreReport } from '../../core/memory/memoryRestorer.js';
import { textAnalysis } from '../../core/memory/textAnalysis.js';
import { openLanguage } from '../language/openLanguage.js';
import { inTransaction, openDatabase } from './database.js';
import { addMissingRows } from './missingRows.js';
import { recoverEntries, restoreEntries } from './restoreEntries.js';
import { SqliteMemoryStore } from './sqliteMemoryStore.js';

export interface RestoreRequest {
	/** The novel's database, which others may be reading. */
	readonly database: string;
	/** A checked copy of a database, which may be changed; undefined for a memory without entries. */
	readonly copy: string | undefined;
	/** `recover`: after a loss, only what is missing. */
	readonly mode: 'replace' | 'recover';
	/** BCP 47 tag. */
	readonly language: string;
	readonly dist: string;
	/** Whether what changes has to reach other machines. */
	readonly isShared: boolean;
}

export type RestoreReply = { readonly report: RestoreReport } | { readonly problem: string };

/** All in one transaction: whoever looks sees the state before or the state after. */
async function restore(request: RestoreRequest): Promise<RestoreReport> {
	const analyse = textAnalysis(await openLanguage(request.language, new URL(request.dist)));
	if (request.copy !== undefined) (await openDatabase(request.copy)).database.close();
	const database = new DatabaseSync(request.database);
	try {
		database.exec('PRAGMA busy_timeout=30000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;');
		if (request.copy === undefined) database.exec("ATTACH ':memory:' AS copy");
		else database.prepare('ATTACH ? AS copy').run(request.copy);
		const store = new SqliteMemoryStore(database, analyse);
		const versions = new HybridClock(Date.now, newId().slice(-10));
		return inTransaction(database, () => {
			const { isShared, copy } = request;
			const inputs = { database, store, versions, isShared, hasCopy: copy !== undefined };
			const report = request.mode === 'recover' ? recoverEntries(inputs) : restoreEntries(inputs);
			if (request.copy !== undefined) addMissingRows(database);
			return report;
		});
	} finally {
		database.close();
	}
}

async function answer(): Promise<RestoreReply> {
	try {
		return { report: await restore(workerData as RestoreRequest) };
	} catch (error) {
		return { problem: sentenceOf(error) };
	}
}

speakLikeParent();
parentPort?.postMessage(await answer());
