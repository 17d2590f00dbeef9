import type { Closable } from '../../base/lifetime.js';
import { CancellationError } from '../../base/errors.js';
import type { BatchedAudits } from './batchedAudits.js';

/** A batch takes hours; its provider is not to be bothered more often. */
const everyMs = 300_000;

/** Takes in what comes back while a novel is open. */
export class BatchWatch implements Closable {
	readonly #audits: Pick<BatchedAudits, 'isOut' | 'collect'>;
	readonly #everyMs: number;
	readonly #closing = new AbortController();
	#timer: NodeJS.Timeout | undefined;
	#collecting: Promise<unknown> = Promise.resolve();

	constructor(audits: Pick<BatchedAudits, 'isOut' | 'collect'>, waitMs = everyMs) {
		this.#audits = audits;
		this.#everyMs = waitMs;
	}

	/** Asks now, and again from time to time as long as a batch is out. */
	start(): void {
		if (this.#timer !== undefined || this.#closing.signal.aborted) return;
		this.#look();
		this.#timer = setInterval(() => this.#look(), this.#everyMs).unref();
	}

	async close(): Promise<void> {
		clearInterval(this.#timer);
		this.#closing.abort(new CancellationError());
		await this.#collecting;
	}

	/** Faults are told by whoever asks for the batch; a provider that is away now will be back. */
	#look(): void {
		if (this.#audits.isOut) this.#collecting = this.#audits.collect(this.#closing.signal).catch(() => undefined);
	}
}
