import * as l10n from '@vscode/l10n';
import { systemClock, type Clock } from '../base/clock.js';
import { formatModelId } from '../core/models/modelId.js';
import type { LanguageModel, ModelPart, ModelRequest } from '../core/models/languageModel.js';
import { ModelFault } from '../core/models/modelFault.js';

export interface TimeLimits {
	/** Until the first part of the reply, a model's thinking included. */
	readonly firstChunkMs: number;
	/** For the whole reply. */
	readonly totalMs: number;
}

/** Throws ModelFault `network` when a reply takes too long, and aborts the call underneath even if that does not listen. */
export function withTimeouts(model: LanguageModel, limits: TimeLimits, clock: Clock = systemClock): LanguageModel {
	return { id: model.id, stream: (request, signal) => limitedStream(model, limits, clock, request, signal) };
}

async function* limitedStream(
	model: LanguageModel,
	limits: TimeLimits,
	clock: Clock,
	request: ModelRequest,
	signal: AbortSignal,
): AsyncGenerator<ModelPart, void, undefined> {
	signal.throwIfAborted();
	const call = new AbortController();
	const timers = new AbortController();
	const after = (ms: number, tooLate: Lateness): Promise<never> =>
		settledQuietly(clock.wait(ms, timers.signal).then(() => Promise.reject(tooSlow(model, tooLate, ms))));
	const aborted = abortOf(signal, timers.signal);
	const total = after(limits.totalMs, 'unfinished');
	const first = after(limits.firstChunkMs, 'silent');
	const parts = model.stream(request, AbortSignal.any([signal, call.signal]))[Symbol.asyncIterator]();
	try {
		for (let limit = [aborted, total, first]; ; limit = [aborted, total]) {
			const next = await Promise.race([parts.next(), ...limit]);
			if (next.done === true) return;
			yield next.value;
		}
	} finally {
		timers.abort();
		call.abort();
		// Not awaited: a stream that ignores its signal would keep this one from ending.
		void Promise.resolve(parts.return?.()).catch(() => undefined);
	}
}

/** Rejects with the signal's reason when it is aborted; lets go of it when the call is over. */
function abortOf(signal: AbortSignal, over: AbortSignal): Promise<never> {
	return settledQuietly(
		new Promise((_, reject) => {
			signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true, signal: over });
		}),
	);
}

/** Whoever races such a promise hears of it; when nobody does any more it is not an unhandled rejection. */
function settledQuietly(promise: Promise<never>): Promise<never> {
	promise.catch(() => undefined);
	return promise;
}

type Lateness = 'silent' | 'unfinished';

function tooSlow({ id }: LanguageModel, lateness: Lateness, ms: number): ModelFault {
	const given = [formatModelId(id), Math.round(ms / 1000)] as const;
	const sentence =
		lateness === 'silent'
			? l10n.t('{0} did not begin to answer within {1} s. Try again, or choose another model.', ...given)
			: l10n.t('{0} did not finish its reply within {1} s. Try again, or choose another model.', ...given);
	return new ModelFault('network', sentence, { wasSent: true });
}
