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

/** Runs as they are shown. One that has not changed is worked out once. */
export class ShownRuns {
	readonly #kept = new Map<string, ShownRun>();

	/** @param wanted the latest one when undefined, or not kept any more */
	async of(project: NovelProject, wanted: string | undefined): Promise<ShownRun | undefined> {
		const runs = runsShown(project);
		const run = runs.find(({ id }) => id === wanted) ?? runs[0];
		if (run === undefined) return undefined;
		const known = this.#kept.get(run.id);
		if (known?.run.durationMs !== undefined) return known;
		// One without an end goes on, here or elsewhere, or its process was stopped: what is recorded of it tells.
		const live = run.durationMs === undefined ? await liveRun(project, run) : undefined;
		if (live !== undefined && run.outcome === 'running') return live;
		if (live !== undefined && known !== undefined && isSame(live, known)) return known;
		const shown = await recordedRun(project, run);
		if (shown !== undefined) this.#keep(shown);
		return shown;
	}

	/** The few that somebody goes back and forth between. */
	#keep(shown: ShownRun): void {
		this.#kept.delete(shown.run.id);
		this.#kept.set(shown.run.id, shown);
		const [oldest] = this.#kept.keys();
		if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
	}
}

function isSame({ timeline }: ShownRun, known: ShownRun): boolean {
	return known.timeline.wallMs === timeline.wallMs && known.timeline.bars.length === timeline.bars.length;
}

async function liveRun({ profiler }: NovelProject, run: RunEntry): Promise<ShownRun | undefined> {
	const timeline = await profiler.timelineAside(run.id as RunId);
	return timeline && { run, timeline: timelineShown(timeline) };
}

async function recordedRun({ profiler }: NovelProject, run: RunEntry): Promise<ShownRun | undefined> {
	const profile = await profiler.profileAside(run.id as RunId);
	if (profile === undefined) return undefined;
	const { run: summary, wallMs, timeline: rows } = profile;
	return { run, timeline: timelineShown({ run: summary, wallMs, rows }), analysis: runAnalysis(profile) };
}
