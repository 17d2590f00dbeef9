import { parentPort, workerData } from 'node:worker_threads';
import { speakLikeParent } from '../base/displayLanguage.js';
import { isAppError, sentenceOf } from '../base/errors.js';
import { TiktokenCounter } from '../adapters/tokens/tiktokenCounter.js';
import type { RehearsalReply, RehearsalRequest } from '../compose/workerRehearsal.js';
import type { ProjectSettings } from '../compose/projectSettings.js';
import { rehearseBook } from './rehearseBook.js';

async function answer(): Promise<RehearsalReply> {
	const request = workerData as RehearsalRequest<ProjectSettings>;
	const dist = new URL(request.dist);
	const tokens = new TiktokenCounter(dist);
	// Whoever has changed his mind ends the whole thread.
	const never = new AbortController().signal;
	try {
		return { kind: 'book', book: await rehearseBook({ ...request, dist, tokens }, never) };
	} catch (error) {
		return { kind: 'fault', code: isAppError(error) ? error.code : 'rehearsal-failed', message: sentenceOf(error) };
	} finally {
		await tokens.close();
	}
}

speakLikeParent();
parentPort?.postMessage(await answer());
