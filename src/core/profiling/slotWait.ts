import type { RecordedRun } from './recordedRun.js';
import type { RecordedTask } from './recordedTask.js';

/** Below this a wait is the executor's own time. */
const shortestWaitMs = 2;

/** Milliseconds that a task was ready while all slots were taken, up to when it began. */
export function slotWaitMs(
	{ strategy, slots }: RecordedRun,
	tasks: readonly RecordedTask[],
	task: RecordedTask,
): number {
	const { readyMs, startMs: begunMs } = task;
	if (begunMs - readyMs < shortestWaitMs) return 0;
	const atWork = tasks.filter(({ startMs, endMs }) => startMs <= readyMs && endMs > readyMs).length;
	return atWork >= (strategy === 'sequential' ? 1 : slots) ? begunMs - readyMs : 0;
}
