import { makespan, type ScheduledTask } from '../execution/schedule.js';
import { chapterGraph, planningGraph, type ChapterWork, type Continuity } from './stageGraph.js';

export interface BookToBe {
	/** In story order. */
	readonly work: readonly ChapterWork[];
	/** Of a chapter. */
	readonly scenes: number;
	/** Milliseconds by node; those that are not in it take no time. */
	readonly durations: ReadonlyMap<string, number>;
}

/** Milliseconds that the book takes from here on, its plan first. @param slots calls at once */
export function bookDuration({ work, scenes, durations }: BookToBe, continuity: Continuity, slots: number): number {
	const timed = ({ id, dependencies }: Omit<ScheduledTask, 'durationMs'>): ScheduledTask => ({
		id,
		dependencies,
		durationMs: durations.get(id) ?? 0,
	});
	const chapters = chapterGraph(work, { scenes, voicePass: true, continuity });
	return makespan(planningGraph().map(timed), slots) + makespan(chapters.map(timed), slots);
}
