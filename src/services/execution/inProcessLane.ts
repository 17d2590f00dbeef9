import type { Lane } from '../../core/execution/lane.js';

/** Runs tasks where the executor is. */
export const inProcessLane: Lane = {
	perform: (job, signal) => (signal.aborted ? Promise.reject(signal.reason as Error) : job.run(signal)),
};
