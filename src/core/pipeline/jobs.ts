import type { BudgetScope } from '../cost/budget.js';
import type { SubmittedAudits } from './auditBatches.js';

export interface ExceededBudget {
	readonly scope: BudgetScope;
	readonly limitMicroUsd: number;
	/** What the next call may cost more than there is. */
	readonly shortfallMicroUsd: number;
}

/** What became of one chapter in a run. */
export interface ChapterReport {
	readonly chapter: number;
	readonly title: string;
	/** Relative to the novel's folder; of the candidate, when there is one. */
	readonly path: string;
	readonly words: number;
	readonly state: 'drafted' | 'up-to-date' | 'candidate' | 'failed' | 'cancelled';
	/** Why it failed, or why there is a candidate. */
	readonly reason?: string;
}

export interface GenerationReport {
	/** No model was called. */
	readonly upToDate: boolean;
	readonly chapters: readonly ChapterReport[];
	readonly modelCalls: number;
	readonly tokens: { readonly input: number; readonly output: number };
	readonly costMicroUsd: number;
	readonly elapsedMs: number;
	/** Sentences; empty when all went well. */
	readonly failures: readonly string[];
	/** A budget that does not cover what is left to do; it is among the failures. */
	readonly budgetExceeded: ExceededBudget | undefined;
	readonly cancelled: boolean;
	/** Audits that were sent in a batch at the end of the run; they come back within a day. */
	readonly batched: SubmittedAudits | undefined;
}

export interface GenerationProgress {
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
	readonly stage: string;
	/** Of the chapter that is being drafted. */
	readonly words: number;
	readonly wantedWords: number;
	/** Bought in this run so far, input and output. */
	readonly tokens: number;
	readonly costMicroUsd: number;
	/** A passing trouble, such as a wait before another try. */
	readonly note: string | undefined;
}
