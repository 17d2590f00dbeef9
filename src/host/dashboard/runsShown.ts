import type { RunId } from '../../base/ids.js';
import type { RunSummary } from '../../core/profiling/recordedRun.js';
import type { RunEntry, ShownRun } from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';
import { runAnalysis } from './runAnalysis.js';
import { timelineShown } from './timelineShown.js';

const mostKept = 5;

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
	async of(project: NovelProject, wanted: string | undefined): Promise<ShownRun | undefined> {
		const runs = runsShown(project);
		const run = runs.find(({ id }) => id === wanted) ?? runs[0];
		if (run === undefined) return undefined;
		const known = this.#ended.get(run.id);
		if (known !== undefined) return known;
		if (run.outcome === 'running') return await liveRun(project, run);
		const shown = await endedRun(project, run);
		if (shown !== undefined) this.#keep(shown);
		return shown;
	}

	/** The few that somebody goes back and forth between. */
	#keep(shown: ShownRun): void {
		this.#ended.set(shown.run.id, shown);
		const [oldest] = this.#ended.keys();
		if (this.#ended.size > mostKept && oldest !== undefined) this.#ended.delete(oldest);
	}
}

async function liveRun({ profiler }: NovelProject, run: RunEntry): Promise<ShownRun | undefined> {
	const timeline = await profiler.timelineAside(run.id as RunId);
	return timeline && { run, timeline: timelineShown(timeline) };
}

async function endedRun({ profiler }: NovelProject, run: RunEntry): Promise<ShownRun | undefined> {
	const profile = await profiler.profileAside(run.id as RunId);
	if (profile === undefined) return undefined;
	const { run: summary, wallMs, timeline: rows } = profile;
	return { run, timeline: timelineShown({ run: summary, wallMs, rows }), analysis: runAnalysis(profile) };
}
