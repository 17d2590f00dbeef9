import type { DatabaseSync } from 'node:sqlite';
import type { ForecastBook, StoredForecast } from '../../core/cost/forecastBook.js';

/** Older ones are of another book by now. */
const kept = 50;

export class SqliteForecastBook implements ForecastBook {
	readonly #database: DatabaseSync;

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	add(forecast: StoredForecast): void {
		const { id, madeAt, ...rest } = forecast;
		this.#database
			.prepare('INSERT INTO forecast (id, made_at, forecast) VALUES (?, ?, ?)')
			.run(id, madeAt, JSON.stringify(rest));
		this.#database
			.prepare('DELETE FROM forecast WHERE id NOT IN (SELECT id FROM forecast ORDER BY id DESC LIMIT ?)')
			.run(kept);
	}

	latest(limit: number): readonly StoredForecast[] {
		return this.#database
			.prepare('SELECT id, made_at AS madeAt, forecast FROM forecast ORDER BY id DESC LIMIT ?')
			.all(limit)
			.map(({ id, madeAt, forecast }) => ({
				id: String(id),
				madeAt: Number(madeAt),
				...(JSON.parse(String(forecast)) as Omit<StoredForecast, 'id' | 'madeAt'>),
			}));
	}
}
