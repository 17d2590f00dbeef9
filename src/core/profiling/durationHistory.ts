/** How long the work of a stage with a model usually took. */
export interface StageDuration {
	readonly stage: string;
	/** Undefined for stages that ask no model. */
	readonly model: string | undefined;
	/** Milliseconds; the median of the latest. */
	readonly typicalMs: number;
	/** Pieces of work that it is learned from. */
	readonly count: number;
}

/** Read from the recorded runs of a novel; what came out of the journal without a call says nothing and is left out. */
export interface DurationHistory {
	durations(): readonly StageDuration[];
}

/** Milliseconds that a piece of work is expected to take; undefined while nothing like it was recorded. */
export type ExpectedDuration = (stage: string, model?: string) => number | undefined;

/** Of the same model if it has been used for the stage, else of any other. */
export function expectedDuration(durations: readonly StageDuration[]): ExpectedDuration {
	const known = new Map(durations.map((one) => [keyOf(one.stage, one.model), one.typicalMs]));
	const ofStages = new Map<string, number>();
	for (const [stage, all] of Map.groupBy(durations, (one) => one.stage)) {
		const count = all.reduce((sum, one) => sum + one.count, 0);
		ofStages.set(stage, all.reduce((sum, one) => sum + one.typicalMs * one.count, 0) / count);
	}
	return (stage, model) => known.get(keyOf(stage, model)) ?? ofStages.get(stage);
}

function keyOf(stage: string, model: string | undefined): string {
	return `${stage} ${model ?? ''}`;
}
