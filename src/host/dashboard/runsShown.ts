import type { RunSummary } from '../../core/profiling/recordedRun.js';
import type { RunProfile } from '../../core/profiling/runProfile.js';
import type { RunEntry, ShownRun } from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';
import { runAnalysis } from './runAnalysis.js';
import { timelineShown } from './timelineShown.js';

/** Newest first. */
export function runsShown(project: NovelProject): readonly RunEntry[] {
	return project.profiler.runs().map((run, at) => runEntry(run, at === 0 && project.generation.isRunning));
}

function runEntry({ id, startedAt, durationMs, outcome }: RunSummary, isRunning: boolean): RunEntry {
	return {
		id,
		startedAt,
		...(durationMs === undefined ? {} : { durationMs }),
		outcome: durationMs === undefined && isRunning ? 'running' : outcome === 'done' ? 'done' : 'unfinished',
	};
}

/** Runs as they are shown. What has ended is worked out once. */
export class ShownRuns {
	readonly #ended = new Map<string, ShownRun>();

	/** @param wanted the latest one when undefined, or not kept any more */
	of(project: NovelProject, wanted: string | undefined): ShownRun | undefined {
		const runs = runsShown(project);
		const run = runs.find(({ id }) => id === wanted) ?? runs[0];
		if (run === undefined) return undefined;
		const known = this.#ended.get(run.id);
		if (known !== undefined) return known;
		const shown = run.outcome === 'running' ? liveRun(project, run) : endedRun(project, run);
		if (shown !== undefined && run.outcome !== 'running') this.#keep(shown);
		return shown;
	}

	/** The few that somebody goes back and forth between. */
	#keep(shown: ShownRun): void {
		this.#ended.set(shown.run.id, shown);
		const [oldest] = this.#ended.keys();
		if (this.#ended.size > 5 && oldest !== undefined) this.#ended.delete(oldest);
	}
}

function liveRun({ profiler }: NovelProject, run: RunEntry): ShownRun | undefined {
	const timeline = profiler.timeline({ run: run.id as RunSummary['id'] });
	return timeline && { run, timeline: timelineShown(timeline) };
}

function endedRun({ profiler }: NovelProject, run: RunEntry): ShownRun | undefined {
	const profile = profiler.runProfile({ run: run.id as RunSummary['id'] });
	return profile && { run, timeline: timelineShown(rowsOf(profile)), analysis: runAnalysis(profile) };
}

function rowsOf({ run, wallMs, timeline }: RunProfile): Parameters<typeof timelineShown>[0] {
	return { run, wallMs, rows: timeline };
}
