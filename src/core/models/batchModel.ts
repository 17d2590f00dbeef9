import type { ModelRequest, Usage } from './languageModel.js';
import type { FaultKind } from './modelFault.js';
import type { ModelId } from './modelId.js';

/** One request of a batch; it wants a reply of a schema. */
export interface BatchedRequest {
	/** Comes back with the reply: letters, digits, `-` and `_`, at most 32. */
	readonly id: string;
	readonly request: ModelRequest;
}

/** How the provider's part of a batch came to its end; whatever was answered until then can be fetched. */
export type BatchEnd = 'completed' | 'failed' | 'expired' | 'cancelled';

export type BatchLook =
	| { readonly kind: 'running'; readonly completed: number; readonly total: number }
	| { readonly kind: 'ended'; readonly how: BatchEnd }
	/** The provider has none of that id, or not for this key. */
	| { readonly kind: 'unknown' };

/** Whether a batch was submitted under a tag. */
export type BatchSearch =
	| { readonly kind: 'found'; readonly id: string }
	| { readonly kind: 'none' }
	/** The provider does not tell before a batch that may be the one has ended. */
	| { readonly kind: 'unsure' };

export type BatchedReply =
	| { readonly kind: 'reply'; readonly id: string; readonly text: string; readonly usage: Usage | undefined }
	| {
			readonly kind: 'fault';
			readonly id: string;
			readonly fault: FaultKind;
			/** Says what is wrong; never the prompt. */
			readonly sentence: string;
			/** What the provider reported for it all the same. */
			readonly usage: Usage | undefined;
	  };

/**
 * A model that answers many requests together, within a day, for less. Every adapter must pass
 * `test/contract/batchModels.test.ts`. All methods throw `ModelFault` for what goes wrong at the provider or on the
 * way, and the signal's reason when aborted.
 */
export interface BatchModel {
	readonly id: ModelId;
	/**
	 * @param tag 26 characters that no other batch has, a ULID
	 * @returns the provider's id of the batch
	 */
	submit(tag: string, requests: readonly BatchedRequest[], signal: AbortSignal): Promise<string>;
	/** For whoever does not know whether `submit` got through. */
	find(tag: string, signal: AbortSignal): Promise<BatchSearch>;
	look(id: string, signal: AbortSignal): Promise<BatchLook>;
	/** Of a batch that has ended; requests that were never answered may be missing. */
	results(id: string, signal: AbortSignal): Promise<readonly BatchedReply[]>;
	/** Asks for it; the batch ends some time later. One that has ended already stays as it is. */
	cancel(id: string, signal: AbortSignal): Promise<void>;
	/** Deletes at the provider what was sent and received: a manuscript is nobody else's. */
	forget(id: string, signal: AbortSignal): Promise<void>;
}

/** Where models that take batches come from. */
export interface BatchModels {
	/** Undefined where the provider takes none. @throws AppError as `ModelRegistry.open` */
	batchModelOf(id: ModelId): Promise<BatchModel | undefined>;
}
