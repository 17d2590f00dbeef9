import type { CriticalPath } from './criticalPath.js';
import type { RecordedRun } from './recordedRun.js';
import type { Rescheduling } from './rescheduling.js';
import type { RunChange, WhatIf } from './runChange.js';

/** Changes that gain less are not worth a sentence. */
export const leastGain = 0.01;
/** As many times as fast as it was: what another model can be. */
const otherModelTimes = 2;

/** What else the run could have been, most gained first; changes that would have made it longer come last. */
export function whatIfs(run: RecordedRun, path: CriticalPath, rescheduling: Rescheduling): readonly WhatIf[] {
	return candidates(run, path, rescheduling)
		.map((change) => rescheduling.predict(change))
		.sort((a, b) => b.savedMs - a.savedMs);
}

/** What would end a run like this one sooner, most gained first. */
export function recommendationsOf(all: readonly WhatIf[]): readonly WhatIf[] {
	const gaining = all.filter(({ gain }) => gain >= leastGain);
	const ofSlots = gaining.filter(({ change }) => change.slots !== undefined);
	// More slots than these gain nothing more.
	const enough = ofSlots.filter(({ savedMs }) => savedMs >= (ofSlots[0]?.savedMs ?? 0) - leastSaved(ofSlots[0]));
	const fewest = enough.toSorted((a, b) => (a.change.slots ?? 0) - (b.change.slots ?? 0))[0];
	return gaining.filter((one) => one.change.slots === undefined || one === fewest);
}

function leastSaved(whatIf: WhatIf | undefined): number {
	return whatIf === undefined ? 0 : leastGain * (whatIf.predictedMs + whatIf.savedMs);
}

function candidates(run: RecordedRun, path: CriticalPath, rescheduling: Rescheduling): readonly RunChange[] {
	const { strategy, slots, continuity, spans, graphs } = run;
	const isInOrder = strategy === 'sequential' || strategy === 'batched';
	const asked = new Set(
		spans.flatMap(({ type, stage }) => (type === 'model-call' && stage !== undefined ? [stage] : [])),
	);
	const onPath = new Set(path.steps.map(({ task }) => task.stage).filter((stage) => asked.has(stage)));
	const audits = graphs.some(({ nodes }) => nodes.some(({ stage }) => stage === 'continuity_audit'));
	const other = continuity === 'planned' ? 'chained' : 'planned';
	return [
		...Array.from(onPath, (stage): RunChange => ({ faster: { [stage]: otherModelTimes } })),
		...(strategy === 'dependency-aware' ? [] : [{ strategy: 'dependency-aware' } as const]),
		...(isInOrder ? [] : slotChoices(slots).map((one): RunChange => ({ slots: one }))),
		...(rescheduling.hasOther(other) ? [{ continuity: other, ...(isInOrder ? aware : {}) } as const] : []),
		...(audits ? [{ batchedAudits: true } as const] : []),
		...(path.segments.some(({ use }) => use === 'rate-limit') ? [{ unlimitedRates: true } as const] : []),
		...(path.segments.some(({ use }) => use === 'retry') ? [{ noRetries: true } as const] : []),
	];
}

const aware = { strategy: 'dependency-aware' } as const;

function slotChoices(slots: number): readonly number[] {
	return [...new Set([Math.max(1, Math.floor(slots / 2)), slots * 2, slots * 4])].filter((one) => one !== slots);
}
