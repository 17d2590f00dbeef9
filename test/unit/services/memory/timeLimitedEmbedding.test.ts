import assert from 'node:assert/strict';
import { CancellationError } from '../../../../src/base/errors.js';
import type { EmbeddingModel, Embeddings } from '../../../../src/core/models/embeddingModel.js';
import { withTimeout } from '../../../../src/services/memory/timeLimitedEmbedding.js';
import { FakeClock } from '../../../support/fakeClock.js';

const id = { provider: 'ollama', model: 'nomic-embed-text' };
const embeddings: Embeddings = { vectors: [Float32Array.of(1)], inputTokens: 1 };

/** Waits as long as a test wants, and remembers whether it was told to stop. */
class SlowModel implements EmbeddingModel {
	readonly id = id;
	readonly maxTextsPerCall = 7;
	readonly answer = Promise.withResolvers<Embeddings>();
	signal: AbortSignal | undefined;

	embed(_texts: readonly string[], _use: unknown, signal: AbortSignal): Promise<Embeddings> {
		this.signal = signal;
		return this.answer.promise;
	}
}

describe('An embedding model with a time limit', () => {
	it('is the model itself as long as it answers in time', async () => {
		const slow = new SlowModel();
		const clock = { now: () => 0, wait: () => new Promise<void>(() => undefined) };
		const limited = withTimeout(slow, 1_000, clock);
		const embedded = limited.embed(['One.'], 'query', new AbortController().signal);
		slow.answer.resolve(embeddings);
		assert.deepEqual([await embedded, limited.id, limited.maxTextsPerCall], [embeddings, id, 7]);
	});

	it('says so when it takes too long, and ends the call', async () => {
		const slow = new SlowModel();
		const clock = new FakeClock();
		await assert.rejects(withTimeout(slow, 90_000, clock).embed(['One.'], 'query', new AbortController().signal), {
			kind: 'network',
			wasSent: true,
			message:
				'ollama/nomic-embed-text did not embed the text within 90 s. Try again, or choose another embedding model.',
		});
		assert.deepEqual([clock.waits, slow.signal?.aborted], [[90_000], true]);
	});

	it('passes a cancellation on', async () => {
		const slow = new SlowModel();
		const abort = new AbortController();
		const clock = { now: () => 0, wait: () => new Promise<void>(() => undefined) };
		const embedded = withTimeout(slow, 1_000, clock).embed(['One.'], 'query', abort.signal);
		slow.signal?.addEventListener('abort', () => slow.answer.reject(slow.signal?.reason as Error));
		const reason = new CancellationError();
		abort.abort(reason);
		await assert.rejects(embedded, (error) => error === reason);
	});
});
