import { sentenceOf } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import type { CostForecast } from '../../services/cost/forecastService.js';
import type { NovelProject } from '../../services/novelProject.js';

/** How far the forecast of a novel is. */
export type BookForecast =
	| { readonly state: 'none' | 'making' }
	| { readonly state: 'failed'; readonly sentence: string }
	| {
			readonly state: 'done';
			readonly madeAt: number;
			readonly forecast: CostForecast;
			/** Of what it comes to, what has been done since; micro-dollars as they were expected. */
			readonly done: number;
	  };

interface Kept {
	forecast: BookForecast;
	/** Calls in the ledger when `done` was reckoned. */
	calls: number;
}

/** What it takes to finish each novel, estimated while somebody looks. Nothing is sent to any model for it. */
export class BookForecasts implements Closable {
	readonly #kept = new Map<NovelProject, Kept>();
	readonly #changed: () => void;
	readonly #closing = new AbortController();

	/** @param changed a forecast is another one */
	constructor(changed: () => void) {
		this.#changed = changed;
	}

	close(): void {
		this.#closing.abort();
		this.#kept.clear();
	}

	of(project: NovelProject): BookForecast {
		const kept = this.#kept.get(project);
		if (kept === undefined) return { state: 'none' };
		const { calls } = project.costs.checkBudget();
		const { forecast } = kept;
		// Only a call changes what has been done, and looking costs a query for each piece of work.
		if (forecast.state === 'done' && kept.calls !== calls) {
			kept.calls = calls;
			kept.forecast = { ...forecast, done: project.forecasts.doneSince(forecast.madeAt, forecast.forecast) };
		}
		return kept.forecast;
	}

	/** @param isKept whether the book's forecasts are held against it later */
	async make(project: NovelProject, isKept: boolean): Promise<void> {
		if (this.#kept.get(project)?.forecast.state === 'making') return;
		this.#set(project, { state: 'making' });
		const madeAt = Date.now();
		try {
			const request = { kind: 'chapters', chapters: undefined } as const;
			const forecast = await project.forecasts.predictTotal(request, this.#closing.signal, isKept);
			this.#set(project, { state: 'done', madeAt, forecast, done: 0 });
		} catch (error) {
			if (!this.#closing.signal.aborted) this.#set(project, { state: 'failed', sentence: sentenceOf(error) });
		}
	}

	/** For a novel whose forecast nobody has asked for yet. */
	makeFirst(project: NovelProject): void {
		if (!this.#kept.has(project) && !project.generation.isRunning) void this.make(project, false);
	}

	forget(project: NovelProject): void {
		this.#kept.delete(project);
	}

	#set(project: NovelProject, forecast: BookForecast): void {
		this.#kept.set(project, { forecast, calls: project.costs.checkBudget().calls });
		this.#changed();
	}
}
