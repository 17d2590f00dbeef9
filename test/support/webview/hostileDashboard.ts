import type { CallShown, ReadyDashboard, ShownRun } from '../../../src/protocol/dashboard.js';
import { readyDashboard, rowOf, someCalls, totalOf } from './richDashboard.js';
import { someAnalysis, someRun, someTimeline } from './someRun.js';

/** Text that would do harm if any of it became markup. @param origin of a server that nobody should ask */
export function hostileText(origin: string): string {
	return [
		'<script>globalThis.hostile=1</script>',
		`<img src="${origin}/a.png" onerror="globalThis.hostile=1">`,
		'<a href="javascript:globalThis.hostile=1">here</a>',
		`![](${origin}/b.png)`,
		`<style>@import "${origin}/c.css"</style>`,
		'<svg onload="globalThis.hostile=1"></svg>',
	].join(' ');
}

/** A dashboard whose every text is hostile. */
export function hostileDashboard(hostile: string): ReadyDashboard {
	const rich = readyDashboard();
	const rows = [rowOf(3, hostile, 1, 100), rowOf(hostile.slice(0, 300), hostile, 2, 50)];
	return {
		...rich,
		novel: hostile,
		...(rich.activity === undefined ? {} : { activity: { ...rich.activity, sentence: hostile } }),
		budget: { ...rich.budget, problems: [hostile] },
		...(rich.forecast.state === 'done'
			? { forecast: { ...rich.forecast, notes: [hostile], byStage: [{ name: hostile, p50: 1_000, p90: 2_000 }] } }
			: {}),
		costs: { breakdown: 'stage', rows, total: totalOf(rows) },
		alerts: [{ at: 0, level: 'info', sentence: hostile }],
		memory: { ...rich.memory, sync: hostile, backup: hostile },
	};
}

export function hostileRun(hostile: string): ShownRun {
	return someRun({
		timeline: { ...someTimeline(12, 2), stages: [hostile, hostile, hostile, hostile, hostile, hostile] },
		analysis: { ...someAnalysis, headline: hostile, reason: hostile, suggestions: [hostile], trust: hostile },
	});
}

export function hostileCalls(hostile: string): readonly CallShown[] {
	return someCalls.map((call) => ({ ...call, stage: hostile, model: hostile, note: hostile }));
}
