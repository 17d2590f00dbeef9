import * as z from 'zod/mini';

/** Bars of one timeline; of a longer run, the shortest ones off the critical path are left out. */
export const mostBars = 2_500;

const whole = z.int().check(z.nonnegative());

/**
 * A piece of work as a row of numbers, since there are thousands of them: lane from 0, place of its stage in `stages`,
 * chapter and scene or 0, start in milliseconds since the run began, duration, tries, and `barFlags` added up.
 */
const bar = z.tuple([whole, whole, whole, whole, whole, whole, whole, whole]);

export const barFlags = { onCriticalPath: 1, failed: 2, running: 4 } as const;

export const timeline = z.strictObject({
	/** Of the run so far, in milliseconds. */
	wallMs: whole,
	lanes: whole,
	/** Titles in a novelist's words. */
	stages: z.readonly(z.array(z.string())),
	/** By start. */
	bars: z.readonly(z.array(bar)),
	/** Pieces of work that are too many to be drawn. */
	leftOut: whole,
});

export type Timeline = z.infer<typeof timeline>;
export type TimelineBar = z.infer<typeof bar>;
