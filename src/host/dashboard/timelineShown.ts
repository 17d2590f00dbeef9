import type { RunTimeline, TimelineRow } from '../../core/profiling/timeline.js';
import { barFlags, mostBars, type Timeline, type TimelineBar } from '../../protocol/timeline.js';
import { inStageOrder, stageTitle } from '../stageTitles.js';

export function timelineShown({ wallMs, rows }: RunTimeline): Timeline {
	const shown = mostTelling(rows);
	const stages = inStageOrder([...new Set(shown.map(({ stage }) => stage))].map((key) => ({ key })));
	const places = new Map(stages.map(({ key }, at) => [key, at]));
	const lanes = lanesOf(shown);
	return {
		wallMs: Math.round(wallMs),
		lanes: Math.max(0, ...lanes) + 1,
		stages: stages.map(({ key }) => stageTitle(key)),
		bars: shown.map((row, at) => bar(row, lanes[at] ?? 0, places.get(row.stage) ?? 0)),
		leftOut: rows.length - shown.length,
	};
}

function bar(row: TimelineRow, lane: number, stage: number): TimelineBar {
	const { chapter = 0, scene = 0, startMs, durationMs, attempts, outcome, onCriticalPath } = row;
	const flags =
		(onCriticalPath ? barFlags.onCriticalPath : 0) +
		(outcome === 'failed' ? barFlags.failed : 0) +
		(outcome === 'running' ? barFlags.running : 0);
	return [lane, stage, chapter, scene, Math.round(startMs), Math.round(Math.max(0, durationMs)), attempts, flags];
}

/** The critical path, and of the rest the longest. */
function mostTelling(rows: readonly TimelineRow[]): readonly TimelineRow[] {
	if (rows.length <= mostBars) return rows;
	const byWeight = rows.toSorted(
		(a, b) => Number(b.onCriticalPath) - Number(a.onCriticalPath) || b.durationMs - a.durationMs,
	);
	const shown = new Set(byWeight.slice(0, mostBars));
	return rows.filter((row) => shown.has(row));
}

/** A slot is a lane; what has none goes where nothing else is going on, beneath them. */
function lanesOf(rows: readonly TimelineRow[]): readonly number[] {
	const slots = Math.max(-1, ...rows.map(({ slot }) => slot ?? -1)) + 1;
	const ends: number[] = [];
	return rows.map(({ slot, startMs, durationMs }) => {
		if (slot !== undefined) return slot;
		const free = ends.findIndex((end) => end <= startMs);
		const at = free === -1 ? ends.length : free;
		ends[at] = startMs + durationMs;
		return slots + at;
	});
}
