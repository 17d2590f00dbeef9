import { barFlags, type Timeline, type TimelineBar } from '../../../protocol/timeline.js';

/** A bar of the timeline by the names of its numbers. */
export interface Work {
	readonly lane: number;
	/** Place in the timeline's stages. */
	readonly stage: number;
	/** Undefined where it belongs to no chapter; so with the scene. */
	readonly chapter?: number;
	readonly scene?: number;
	readonly startMs: number;
	readonly durationMs: number;
	readonly endMs: number;
	readonly tries: number;
	readonly isOnCriticalPath: boolean;
	readonly isFailed: boolean;
	readonly isRunning: boolean;
}

/** In the order of the timeline: by start. */
export function worksOf({ bars }: Timeline): readonly Work[] {
	return bars.map(workOf);
}

function workOf([lane, stage, chapter, scene, startMs, durationMs, tries, flags]: TimelineBar): Work {
	return {
		lane,
		stage,
		...(chapter === 0 ? {} : { chapter }),
		...(scene === 0 ? {} : { scene }),
		startMs,
		durationMs,
		endMs: startMs + durationMs,
		tries,
		isOnCriticalPath: (flags & barFlags.onCriticalPath) !== 0,
		isFailed: (flags & barFlags.failed) !== 0,
		isRunning: (flags & barFlags.running) !== 0,
	};
}

/** Each lane's work by start. */
export function lanesOf(works: readonly Work[], lanes: number): readonly (readonly Work[])[] {
	const byLane: Work[][] = Array.from({ length: lanes }, () => []);
	for (const work of works) byLane[work.lane]?.push(work);
	return byLane;
}
