import type { Span } from '../../core/profiling/span.js';

/** Spans that are written together. */
const mostSpans = 500;
const longestMs = 2_000;

/** Gathers spans, so that what is measured does not wait for the disk each time. */
export class SpanBatch {
	readonly #write: (spans: readonly Span[]) => void;
	#spans: Span[] = [];
	#timer: NodeJS.Timeout | undefined;

	constructor(write: (spans: readonly Span[]) => void) {
		this.#write = write;
	}

	add(span: Span): void {
		this.#spans.push(span);
		if (this.#spans.length === mostSpans) this.#flushIn(0);
		else if (this.#timer === undefined) this.#flushIn(longestMs);
	}

	/** A profile that cannot be written is no reason to stop a book: then these spans are missing. */
	flush(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const spans = this.#spans;
		this.#spans = [];
		if (spans.length === 0) return;
		try {
			this.#write(spans);
		} catch {
			// The next ones may be written again.
		}
	}

	#flushIn(ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.flush(), ms).unref();
	}
}
