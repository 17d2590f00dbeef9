import type { RunAnalysis, ShownRun } from '../../../src/protocol/dashboard.js';
import { barFlags, type Timeline, type TimelineBar } from '../../../src/protocol/timeline.js';
import { seededRandom } from '../seededRandom.js';
import { someRuns } from './richDashboard.js';

const stages = ['Planning scenes', 'Drafting', 'Putting together', 'Remembering', 'Checking continuity', 'Mending'];
const chain = barFlags.onCriticalPath;

/** Bars as a run of chapters would have them, as many as are wanted, in lanes that none overlaps in. */
export function someTimeline(count: number, lanes: number): Timeline {
	const random = seededRandom(7);
	const free = Array.from({ length: lanes }, () => 0);
	const bars: TimelineBar[] = [];
	for (let at = 0; at < count; at++) {
		const lane = free.indexOf(Math.min(...free));
		const stage = at % stages.length;
		const startMs = Math.round((free[lane] ?? 0) + random() * 3_000);
		const durationMs = Math.round((stage === 1 ? 40_000 : 6_000) * (0.4 + random()));
		const isFailed = random() < 0.02;
		const flags = (lane === 0 ? chain : 0) + (isFailed ? barFlags.failed : 0);
		const chapter = 1 + Math.floor((at / count) * 12);
		bars.push([lane, stage, chapter, stage === 1 ? 1 + (at % 3) : 0, startMs, durationMs, isFailed ? 3 : 1, flags]);
		free[lane] = startMs + durationMs;
	}
	const wallMs = Math.max(...free);
	return { wallMs, lanes, stages, bars: bars.toSorted((a, b) => a[4] - b[4]), leftOut: 0 };
}

export const someAnalysis: RunAnalysis = {
	headline: 'This run took 21 minutes, and 64 % of them went into drafting.',
	reason: 'Each chapter waited for the text of the one before it, so that little ran side by side.',
	usedTime: [
		{ name: 'Models writing', ms: 815_000, share: 0.64 },
		{ name: 'Waiting for first words', ms: 178_000, share: 0.14 },
		{ name: 'Waiting for rate limits', ms: 127_000, share: 0.1 },
		{ name: 'Memory and saving', ms: 76_000, share: 0.06 },
	],
	bottlenecks: [
		{
			name: 'Drafting',
			severity: 'critical',
			ms: 815_000,
			share: 0.64,
			recommendation: 'A model twice as fast for drafting would end a run like this 31 % sooner.',
		},
		{ name: 'Checking continuity', severity: 'high', ms: 331_000, share: 0.26 },
		{ name: 'Planning scenes', severity: 'medium', ms: 127_000, share: 0.1 },
		{ name: 'Remembering', severity: 'low', ms: 38_000, share: 0.03 },
	],
	whatIfs: [
		{
			change: 'Chapters side by side from their plans',
			predictedMs: 420_000,
			gain: 0.67,
			gainWords: '3.0 times sooner',
		},
		{ change: 'A model twice as fast for drafting', predictedMs: 879_000, gain: 0.31, gainWords: '31 % sooner' },
		{ change: 'Six calls at once', predictedMs: 1_274_000, gain: 0, gainWords: 'no difference' },
	],
	suggestions: ['Planning chapter 3 waited for remembering chapter 2, and so 3 times in all.'],
	waits: [
		{ name: 'A free slot', totalMs: 240_000, onPathMs: 12_000 },
		{ name: 'The provider’s limits', totalMs: 127_000, onPathMs: 96_000 },
	],
	operations: [
		{
			name: 'Call to a model',
			count: 74,
			meanMs: 17_200,
			p50Ms: 14_800,
			p90Ms: 38_000,
			p99Ms: 61_000,
			maxMs: 63_400,
		},
		{ name: 'Recall', count: 212, meanMs: 9, p50Ms: 7, p90Ms: 18, p99Ms: 41, maxMs: 52 },
	],
	trust: 'Scheduled again as it was, this run comes out 2 % too short.',
};

export function someRun(changes: Partial<ShownRun> = {}): ShownRun {
	const [run] = someRuns;
	if (run === undefined) throw new Error('There is no run to show.');
	return { run, timeline: someTimeline(96, 4), analysis: someAnalysis, ...changes };
}
