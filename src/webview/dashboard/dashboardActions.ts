import type { Breakdown, CallShown, CostRow, DashboardStart } from '../../protocol/dashboard.js';

/** What the parts of the page have done for them. */
export interface DashboardActions {
	start(what: DashboardStart): void;
	estimate(): void;
	openChapter(chapter: number): void;
	showReceipt(chapter: number): void;
	/** Its timeline, in the part that shows time. */
	showRun(run: string): void;
	showBreakdown(breakdown: Breakdown): void;
	/** The latest calls of a row, newest first. */
	calls(breakdown: Breakdown, key: CostRow['key']): Promise<LatestCalls>;
	/** What is plain to see, for those who hear it. */
	say(text: string): void;
}

export interface LatestCalls {
	readonly calls: readonly CallShown[];
	readonly isMore: boolean;
}
