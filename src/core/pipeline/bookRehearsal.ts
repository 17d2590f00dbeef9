import type { GenerationRequest } from './workList.js';

/** A call as the rehearsal model was asked it; tokens as they are counted here. */
export interface RehearsedCall {
	readonly node: string;
	readonly stage: string;
	readonly role: string;
	readonly chapter: number | undefined;
	readonly inputTokens: number;
	readonly outputTokens: number;
}

/** What a run from here on would do. */
export interface RehearsedBook {
	readonly calls: readonly RehearsedCall[];
}

/** Does what a run would do, with the rehearsal model in place of the real ones, on a copy of the novel that is thrown away. */
export interface BookRehearsal {
	/** @throws what the run itself would, but for keys and prices; or the signal's reason */
	rehearse(request: GenerationRequest, signal: AbortSignal): Promise<RehearsedBook>;
}
