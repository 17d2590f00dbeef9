import { figure } from './figure.mjs';

const barMs = 1_000;
const barKb = 200;

/** The dashboard of 200 chapters and 100,000 calls in the real editor, beside the Memory view of the same novel. */
export async function dashboard() {
	const { measureDashboard } = await import('../../build/jobs/measureDashboard.js');
	const { drawnMs, memoryDrawnMs, openedMs, panelMs, snapshotKb, runKb } = await measureDashboard();
	return [
		figure(`dashboard drawn after its page began (at most ${barMs} ms)`, drawnMs, 'ms', 'Memory view', memoryDrawnMs),
		figure('dashboard drawn after the click', openedMs, 'ms', 'of it, VS Code making a panel', panelMs),
		figure(`largest snapshot (at most ${barKb} KB)`, snapshotKb, 'KB', 'timeline of 1,600 tasks, once a run', runKb),
	];
}
