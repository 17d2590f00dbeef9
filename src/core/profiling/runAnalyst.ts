import type { RunId } from '../../base/ids.js';
import type { RunProfile } from './runProfile.js';
import type { Span } from './span.js';
import type { RunTimeline } from './timeline.js';

/** Works out where the time of a recorded run went, which takes a second for a long book, without holding anything up. */
export interface RunAnalyst {
	/** Undefined for a run that is not recorded. */
	profile(run: RunId): Promise<RunProfile | undefined>;
	/** @param open tries that are going on, and so are not recorded yet */
	timeline(run: RunId, open: readonly Span[]): Promise<RunTimeline | undefined>;
}
