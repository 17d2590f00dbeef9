import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { speakLikeParent } from '../../base/displayLanguage.js';
import { AppError, isAppError, sentenceOf } from '../../base/errors.js';
import type { VectorMatch } from '../../core/memory/vectorIndex.js';
import { VectorFeed } from './vectorFeed.js';
import { instantiateKernel } from './vectorKernel.js';

export interface VectorWorkerData {
	/** Path of the compiled kernel. */
	readonly kernel: string;
	/** Path of `novel.db`. */
	readonly database: string;
	/** As the rows of `memory_vector` name it. */
	readonly model: string;
}

export interface VectorRequest {
	readonly id: number;
	readonly query: Float32Array;
	readonly limit: number;
	readonly asOfChapter: number | undefined;
}

export type VectorReply =
	| { readonly id: number; readonly matches: readonly VectorMatch[] }
	/** An `AppError` has a code. */
	| { readonly id: number; readonly code: string | undefined; readonly message: string };

function main({ kernel, database: path, model }: VectorWorkerData): void {
	const database = new DatabaseSync(path, { readOnly: true });
	database.exec('PRAGMA busy_timeout=5000');
	const wasm = readFileSync(kernel);
	const feed = new VectorFeed(database, model, () => instantiateKernel(wasm));
	parentPort?.on('message', (request: VectorRequest) => parentPort?.postMessage(reply(request, feed, model)));
}

function reply(request: VectorRequest, feed: VectorFeed, model: string): VectorReply {
	const { id } = request;
	try {
		return { id, matches: matches(request, feed, model) };
	} catch (error) {
		return { id, code: isAppError(error) ? error.code : undefined, message: sentenceOf(error) };
	}
}

function matches(
	{ query, limit, asOfChapter }: VectorRequest,
	feed: VectorFeed,
	model: string,
): readonly VectorMatch[] {
	const memory = feed.current();
	if (memory === undefined) return [];
	if (memory.dimensions === query.length) return memory.nearest(query, limit, asOfChapter);
	throw new AppError(
		'vector-dimensions',
		l10n.t(
			'{0} gives vectors of {1} numbers now, and gave {2} when the memory was embedded. Wait until it is embedded anew.',
			model,
			query.length,
			memory.dimensions,
		),
	);
}

speakLikeParent();
main(workerData as VectorWorkerData);
