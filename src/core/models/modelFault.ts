import { AppError } from '../../base/errors.js';
import type { Usage } from './languageModel.js';

export type FaultKind =
	/** The key is missing, wrong, or may not use this model. */
	| 'auth'
	| 'rate-limit'
	/** The provider failed or is overloaded (5xx, 529). */
	| 'overloaded'
	/** Unreachable, cut, or silent for too long. */
	| 'network'
	| 'context-too-long'
	/** The provider would not answer for reasons of content. */
	| 'refused'
	/** The reply or stream could not be understood. */
	| 'bad-reply'
	/** The provider does not accept the request as it is (unknown model, unsupported parameter). */
	| 'bad-request';

/** What a call died of. The sentence names the provider and what to do; never the prompt, never the key. */
export class ModelFault extends AppError<'model-fault'> {
	readonly kind: FaultKind;
	/** How long the provider asked to wait, in milliseconds. */
	readonly retryAfterMs: number | undefined;
	/** The request had left and was not turned away, so that it is paid for even when no text came back. */
	readonly wasSent: boolean;
	/** What the provider reported for the call all the same. */
	readonly usage: Usage | undefined;

	constructor(
		kind: FaultKind,
		message: string,
		options?: ErrorOptions & { retryAfterMs?: number | undefined; wasSent?: boolean; usage?: Usage | undefined },
	) {
		super('model-fault', message, options);
		this.name = 'ModelFault';
		this.kind = kind;
		this.retryAfterMs = options?.retryAfterMs;
		this.wasSent = options?.wasSent ?? kind === 'bad-reply';
		this.usage = options?.usage;
	}
}

const retryableKinds: ReadonlySet<FaultKind> = new Set(['rate-limit', 'overloaded', 'network', 'bad-reply']);

export function isRetryable(fault: ModelFault): boolean {
	return retryableKinds.has(fault.kind);
}
