import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import type { MemoryRestorer, RestoreReport } from '../../core/memory/memoryRestorer.js';
import type { RestoreReply, RestoreRequest } from './restoreWorker.js';

export interface RestorerInputs {
	/** Path of the novel's database. */
	readonly database: string;
	readonly language: string;
	readonly dist: URL;
	isShared(): boolean;
}

/** Puts memory back to what a copy of the database holds, in a worker, so that the editor goes on meanwhile. */
export class SqliteRestorer implements MemoryRestorer {
	readonly #inputs: RestorerInputs;

	constructor(inputs: RestorerInputs) {
		this.#inputs = inputs;
	}

	async restore(copy: string): Promise<RestoreReport> {
		return await this.#run(copy, 'replace');
	}

	/** Tombstones and revisions stay. */
	async clear(): Promise<RestoreReport> {
		return await this.#run(undefined, 'replace');
	}

	async recover(copy: string): Promise<RestoreReport> {
		return await this.#run(copy, 'recover');
	}

	async #run(copy: string | undefined, mode: RestoreRequest['mode']): Promise<RestoreReport> {
		const { database, language, dist } = this.#inputs;
		const request: RestoreRequest = {
			database,
			copy,
			mode,
			language,
			dist: dist.href,
			isShared: this.#inputs.isShared(),
		};
		const reply = await answerOf(new Worker(new URL('restoreWorker.js', dist), { workerData: request }));
		if ('report' in reply) return reply.report;
		throw new AppError('restore-failed', l10n.t('Nothing was restored, and nothing has changed: {0}', reply.problem));
	}
}

async function answerOf(worker: Worker): Promise<RestoreReply> {
	return await new Promise((resolve, reject) => {
		worker.once('message', resolve);
		worker.once('error', reject);
		worker.once('exit', (code) => reject(new Error(`The restoring worker ended with code ${code}.`)));
	});
}
