import { AsyncLocalStorage } from 'node:async_hooks';
import type { Operation } from '../../core/profiling/operationRecorder.js';
import type { OperationType, Span, SpanOutcome, SpanPlace, SpanUsage } from '../../core/profiling/span.js';

/** An operation that goes on, in its recording. */
export interface OpenSpan extends Operation {
	readonly recording: SpanRecording;
	readonly id: number;
	readonly parent: number | undefined;
	readonly startMs: number;
	place: SpanPlace & Pick<Span, 'backoffMs'>;
	firstTextMs: number | undefined;
	isEnded: boolean;
}

/** Where spans go: those of a run, or those outside of any. */
export interface SpanRecording {
	begin(name: string, type: OperationType, place: OpenSpan['place'], parent: OpenSpan | undefined): OpenSpan;
	/** Milliseconds. */
	sinceStart(span: OpenSpan): number;
	/** Only the first end counts. */
	end(span: OpenSpan, outcome: SpanOutcome, usage: SpanUsage): void;
}

/** The operation in whose course something happens, followed through what is asynchronous. */
export const course = new AsyncLocalStorage<OpenSpan>();
