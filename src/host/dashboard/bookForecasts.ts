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
	readonly making: AbortController;
	forecast: BookForecast;
	/** The ledger as it was when `done` was reckoned. */
	ledger: string;
}

/** What it takes to finish each novel, estimated while somebody looks. Nothing is sent to any model for it. */
export class BookForecasts implements Closable {
	readonly #kept = new Map<NovelProject, Kept>();
	readonly #changed: () => void;

	/** @param changed a forecast is another one */
	constructor(changed: () => void) {
		this.#changed = changed;
	}

	close(): void {
		for (const project of [...this.#kept.keys()]) this.forget(project);
	}

	of(project: NovelProject): BookForecast {
		const kept = this.#kept.get(project);
		if (kept === undefined) return { state: 'none' };
		if (kept.forecast.state === 'done') this.#reckon(project, kept, kept.forecast);
		return kept.forecast;
	}

	/** @param isKept whether the book's forecasts are held against it later */
	async make(project: NovelProject, isKept: boolean): Promise<void> {
		if (this.#kept.get(project)?.forecast.state === 'making') return;
		const kept: Kept = { making: new AbortController(), forecast: { state: 'making' }, ledger: '' };
		this.#kept.set(project, kept);
		this.#changed();
		const made = await forecastOf(project, isKept, kept.making.signal);
		// Meanwhile it may have been forgotten, and another one begun.
		if (this.#kept.get(project) !== kept) return;
		kept.forecast = made;
		this.#changed();
	}

	/** For a novel whose forecast nobody has asked for yet. */
	makeFirst(project: NovelProject): void {
		if (!this.#kept.has(project) && !project.generation.isRunning) void this.make(project, false);
	}

	/** What it was made from is another thing now, or the novel is closed. */
	forget(project: NovelProject): void {
		this.#kept.get(project)?.making.abort();
		this.#kept.delete(project);
	}

	/** Of all novels but those that are named. */
	forgetOthers(open: readonly NovelProject[]): void {
		for (const project of [...this.#kept.keys()]) if (!open.includes(project)) this.forget(project);
	}

	/** Only what is held or settled changes it, and looking costs a query for each piece of work. */
	#reckon({ costs, forecasts }: NovelProject, kept: Kept, shown: Extract<BookForecast, { state: 'done' }>): void {
		const { calls, spent, held } = costs.checkBudget();
		const ledger = [calls, spent, held].join(' ');
		if (kept.ledger === ledger) return;
		kept.ledger = ledger;
		kept.forecast = { ...shown, done: forecasts.doneSince(shown.madeAt, shown.forecast) };
	}
}

async function forecastOf(project: NovelProject, isKept: boolean, signal: AbortSignal): Promise<BookForecast> {
	const madeAt = Date.now();
	try {
		const request = { kind: 'chapters', chapters: undefined } as const;
		const forecast = await project.forecasts.predictTotal(request, signal, isKept);
		return { state: 'done', madeAt, forecast, done: 0 };
	} catch (error) {
		return { state: 'failed', sentence: sentenceOf(error) };
	}
}
