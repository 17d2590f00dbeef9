import type { OperationType, SpanOutcome, SpanPlace, SpanUsage } from './span.js';

/** An operation that goes on. */
export interface Operation {
	readonly type: OperationType;
	readonly name: string;
}

/** Takes down when operations begin and end. An operation is nested in the one in whose course it begins. */
export interface OperationRecorder {
	startOperation(name: string, type: OperationType, place?: SpanPlace): Operation;
	/** The first text of a reply has arrived. */
	noteFirstText(operation: Operation): void;
	/** Only the first end counts. */
	endOperation(operation: Operation, outcome?: SpanOutcome, usage?: SpanUsage): void;
}
