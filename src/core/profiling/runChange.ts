import type { RunContinuity, RunStrategy } from './recordedRun.js';

/** What could have been otherwise in a run. */
export interface RunChange {
	/** By stage: how many times as fast its model is. */
	readonly faster?: Readonly<Record<string, number>>;
	readonly slots?: number;
	readonly strategy?: RunStrategy;
	readonly continuity?: RunContinuity;
	/** Audits go into a batch at the end of the run, and what mends their findings waits for the next one. */
	readonly batchedAudits?: true;
	/** No lane has a limit of requests or tokens a minute. */
	readonly unlimitedRates?: true;
	/** No try fails. */
	readonly noRetries?: true;
	/** Tasks do not wait for these. */
	readonly without?: EdgeKind;
}

/** Dependencies of one kind, over all chapters. */
export interface EdgeKind {
	/** Stage that waits. */
	readonly to: string;
	/** Stage that is waited for; any when left out. */
	readonly from?: string;
	/** Whether the two belong to different chapters. */
	readonly acrossChapters: boolean;
}

/** What a run would have come to with a change, by scheduling its recorded tasks again. */
export interface WhatIf {
	readonly change: RunChange;
	readonly predictedMs: number;
	/** Below 0 where the run would have taken longer. */
	readonly savedMs: number;
	/** Of the wall time: 0.31 for a run that ends 31 % sooner. */
	readonly gain: number;
}
