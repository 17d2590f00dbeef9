import { stat } from 'node:fs/promises';
import { figure } from './figure.mjs';

/** A frame that takes longer is seen to stutter. */
const longestFrameMs = 50;

/** The page of the dashboard with 500 rows, a run of 2,500 bars and an hour of updates, sent as fast as they are drawn. */
export async function dashboardPage() {
	const { measureDashboardPage } = await import('../../build/jobs/measureDashboardPage.js');
	const { size: script } = await stat('dist/webview/dashboard.js');
	const { size: memoryScript } = await stat('dist/webview/memory.js');
	const measured = await measureDashboardPage();
	const { frames, tasks, afterMinute, afterHour, afterTwoHours } = measured;
	return [
		figure('script of the dashboard', script / 1024, 'kB', 'of the Memory view', memoryScript / 1024),
		figure('dashboard drawn after its first byte', measured.drawnMs, 'ms', 'what feels at once', 100),
		...['scroll', 'sort', 'sortAll', 'zoom'].map((act) =>
			figure(
				`longest frame, ${act} (at most ${longestFrameMs} ms)`,
				frames[act],
				'ms',
				'the page at rest',
				frames.idle,
			),
		),
		...['scroll', 'sort', 'sortAll', 'zoom'].map((act) =>
			figure(`longest task, ${act} (0 for none over 50 ms)`, tasks[act], 'ms', 'a long frame', longestFrameMs),
		),
		figure('snapshot of 500 rows', measured.snapshotBytes / 1024, 'kB', 'run of 2,500 bars', measured.runBytes / 1024),
		figure('one snapshot drawn', measured.updateMs, 'ms', 'time between snapshots', 250),
		figure('heap after an hour', afterHour.heapBytes / 1024, 'kB', 'after a minute', afterMinute.heapBytes / 1024),
		figure('heap after two hours', afterTwoHours.heapBytes / 1024, 'kB', 'after one', afterHour.heapBytes / 1024),
		figure('nodes after an hour', afterHour.nodes, 'nodes', 'after a minute', afterMinute.nodes),
		figure('listeners after an hour', afterHour.listeners, 'listeners', 'after a minute', afterMinute.listeners),
	];
}
