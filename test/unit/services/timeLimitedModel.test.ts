import assert from 'node:assert/strict';
import type { Clock } from '../../../src/base/clock.js';
import type { LanguageModel, ModelPart } from '../../../src/core/models/languageModel.js';
import { ModelFault } from '../../../src/core/models/modelFault.js';
import { withTimeouts } from '../../../src/services/timeLimitedModel.js';
import { aRequest, partsOf, unaborted } from '../../contract/languageModel.contract.js';

const limits = { firstChunkMs: 10_000, totalMs: 60_000 };
const text: ModelPart = { kind: 'text', text: 'Dawn.' };
const finish: ModelPart = { kind: 'finish', reason: 'stop', usage: undefined };
const never = new Promise<never>(() => undefined);

/** A clock that stands still until it is set. */
class HandClock implements Clock {
	#now = 0;
	readonly #waiting: { readonly at: number; readonly ring: () => void }[] = [];

	now(): number {
		return this.#now;
	}

	wait(ms: number, signal?: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ at: this.#now + ms, ring: resolve });
			signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
		});
	}

	set(now: number): void {
		this.#now = now;
		for (const { at, ring } of this.#waiting) if (at <= now) ring();
	}
}

function modelThat(stream: (signal: AbortSignal) => AsyncIterable<ModelPart>): LanguageModel {
	return { id: { provider: 'ollama', model: 'qwen3' }, stream: (_, signal) => stream(signal) };
}

async function* replyOf(...parts: readonly (ModelPart | Promise<never>)[]): AsyncGenerator<ModelPart> {
	for (const part of parts) yield await part;
}

describe('A model with time limits', () => {
	it('hands on a reply that comes in time', async () => {
		const limited = withTimeouts(
			modelThat(() => replyOf(text, text, finish)),
			limits,
			new HandClock(),
		);
		assert.deepEqual(await partsOf(limited.stream(aRequest(), unaborted())), [text, text, finish]);
	});

	it('gives up on a model that does not begin, and aborts the call underneath', async () => {
		const clock = new HandClock();
		let inner: AbortSignal | undefined;
		const limited = withTimeouts(
			modelThat((signal) => {
				inner = signal;
				return replyOf(never);
			}),
			limits,
			clock,
		);
		const reply = partsOf(limited.stream(aRequest(), unaborted()));
		clock.set(limits.firstChunkMs);
		await assert.rejects(
			reply,
			new ModelFault(
				'network',
				'ollama/qwen3 did not begin to answer within 10 s. Try again, or choose another model.',
				{ wasSent: true },
			),
		);
		assert.equal(inner?.aborted, true);
	});

	it('gives up on a reply that does not end', async () => {
		const clock = new HandClock();
		const limited = withTimeouts(
			modelThat(() => replyOf(text, never)),
			limits,
			clock,
		);
		const received: ModelPart[] = [];
		await assert.rejects(
			async () => {
				for await (const part of limited.stream(aRequest(), unaborted())) {
					received.push(part);
					clock.set(limits.totalMs);
				}
			},
			{ kind: 'network', message: /did not finish its reply within 60 s/ },
		);
		assert.deepEqual(received, [text]);
	});

	it('does not count the time to the first part once it has come', async () => {
		const clock = new HandClock();
		const limited = withTimeouts(
			modelThat(() => replyOf(text, text, finish)),
			limits,
			clock,
		);
		const received: ModelPart[] = [];
		for await (const part of limited.stream(aRequest(), unaborted())) {
			received.push(part);
			clock.set(limits.firstChunkMs + 1);
		}
		assert.equal(received.length, 3);
	});

	it('throws the reason of the signal even when the model does not listen to it', async () => {
		const controller = new AbortController();
		const reason = new Error('stopped');
		const limited = withTimeouts(
			modelThat(() => replyOf(text, never)),
			limits,
			new HandClock(),
		);
		await assert.rejects(
			async () => {
				for await (const _ of limited.stream(aRequest(), controller.signal)) controller.abort(reason);
			},
			(error) => error === reason,
		);
	});

	it('passes on what the model throws', async () => {
		const fault = new ModelFault('refused', 'No.');
		const limited = withTimeouts(
			modelThat(() => replyOf(Promise.reject(fault))),
			limits,
			new HandClock(),
		);
		await assert.rejects(partsOf(limited.stream(aRequest(), unaborted())), (error) => error === fault);
	});

	it('aborts the call when the reader leaves early', async () => {
		let inner: AbortSignal | undefined;
		const limited = withTimeouts(
			modelThat((signal) => {
				inner = signal;
				return replyOf(text, finish);
			}),
			limits,
			new HandClock(),
		);
		for await (const _ of limited.stream(aRequest(), unaborted())) break;
		assert.equal(inner?.aborted, true);
	});
});
