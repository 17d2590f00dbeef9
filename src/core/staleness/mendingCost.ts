import type { MicroUsd } from '../cost/money.js';

/** What it is expected to cost to draft what is stale again, and to check it; half of such work costs less than `p50`. */
export interface MendingCost {
	/** In story order. */
	readonly chapters: readonly number[];
	/** None of the models costs anything. */
	readonly isFree: boolean;
	/** All together, with earlier chapters that are read again on the way. */
	readonly p50: MicroUsd;
	/** Nine of ten times it is less. */
	readonly p90: MicroUsd;
	/** What thinking may add. */
	readonly thinking: MicroUsd;
	readonly byChapter: readonly { readonly chapter: number; readonly p50: MicroUsd; readonly p90: MicroUsd }[];
}
