import type { DatabaseSync } from 'node:sqlite';
import type { DurationHistory, StageDuration } from '../../core/profiling/durationHistory.js';

/** Older ones say less about the next. */
const latestOfStage = 50;

/** Over the recorded runs. Work of a stage that asks a model, but did not, had its result in the journal. */
export class SqliteDurationHistory implements DurationHistory {
	readonly #database: DatabaseSync;

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	durations(): readonly StageDuration[] {
		return this.#database
			.prepare(
				`WITH asking AS (
					SELECT DISTINCT stage FROM profile_span WHERE type = 'model-call'
				), done AS (
					SELECT stage, model, duration_ms,
						row_number() OVER (PARTITION BY stage, model ORDER BY run DESC, start_ms DESC) AS age
					FROM profile_span
					WHERE type = 'stage' AND outcome = 'ok' AND stage IS NOT NULL
						AND (model IS NOT NULL OR stage NOT IN asking)
				), ranked AS (
					SELECT stage, model, duration_ms,
						row_number() OVER (PARTITION BY stage, model ORDER BY duration_ms) AS place,
						count(*) OVER (PARTITION BY stage, model) AS count
					FROM done WHERE age <= ${latestOfStage}
				)
				SELECT stage, model, duration_ms AS typicalMs, count FROM ranked WHERE place = (count + 1) / 2
				ORDER BY stage, model`,
			)
			.all()
			.map(({ stage, model, typicalMs, count }) => ({
				stage: String(stage),
				model: model === null ? undefined : String(model),
				typicalMs: Number(typicalMs),
				count: Number(count),
			}));
	}
}
