import type { OperationType, Span, SpanOutcome, SpanUsage } from '../../core/profiling/span.js';
import type { OpenSpan, SpanRecording } from './spanRecording.js';

const keptSpans = 1_000;

/** Operations outside of any run, such as a search of the memory: the latest of this session, and on no disk. */
export class OutsideRecording implements SpanRecording {
	readonly #now: () => number;
	readonly #beganAt: number;
	#spans: Span[] = [];
	#lastId = 0;

	/** @param now milliseconds by a clock that is never set */
	constructor(now: () => number) {
		this.#now = now;
		this.#beganAt = now();
	}

	get spans(): readonly Span[] {
		return this.#spans;
	}

	begin(name: string, type: OperationType, place: OpenSpan['place'], parent: OpenSpan | undefined): OpenSpan {
		const id = ++this.#lastId;
		const startMs = this.#now() - this.#beganAt;
		return {
			recording: this,
			id,
			parent: parent?.id,
			type,
			name,
			startMs,
			place,
			firstTextMs: undefined,
			isEnded: false,
		};
	}

	sinceStart({ startMs }: OpenSpan): number {
		return this.#now() - this.#beganAt - startMs;
	}

	end(span: OpenSpan, outcome: SpanOutcome, usage: SpanUsage): void {
		if (span.isEnded) return;
		span.isEnded = true;
		const { id, parent, type, name, startMs, place, firstTextMs } = span;
		const durationMs = this.sinceStart(span);
		this.#spans.push({ id, parent, type, name, startMs, durationMs, outcome, ...place, firstTextMs, ...usage });
		if (this.#spans.length > 2 * keptSpans) this.#spans = this.#spans.slice(-keptSpans);
	}
}
