import type { Closable } from '../../base/lifetime.js';
import type { MendingCost } from '../../core/staleness/mendingCost.js';
import type { NovelProject } from '../../services/novelProject.js';

/** Asks what mending costs only while somebody looks and nothing is being written, and once for what is stale now. */
export class PricedMending implements Closable {
	readonly #project: NovelProject;
	readonly #priced: () => void;
	/** Of the rehearsal that is asked for, or was. */
	#asking: AbortController | undefined;
	#signature: string | undefined;
	#cost: MendingCost | undefined;

	constructor(project: NovelProject, priced: () => void) {
		this.#project = project;
		this.#priced = priced;
	}

	/** As far as it is known for what is stale now. */
	get known(): MendingCost | undefined {
		return this.#cost;
	}

	now(isWanted: boolean): MendingCost | undefined {
		const { staleness, generation } = this.#project;
		const { latest } = staleness;
		if (latest?.signature === this.#signature) return this.#cost;
		this.forget();
		const isAnyStale = latest?.chapters.some(({ freshness }) => freshness === 'stale') === true;
		if (isWanted && isAnyStale && !generation.isRunning) void this.#ask(latest.signature);
		return undefined;
	}

	/** It may be another one by now, though the same is stale. */
	forget(): void {
		this.#asking?.abort();
		this.#asking = undefined;
		this.#signature = undefined;
		this.#cost = undefined;
	}

	close(): void {
		this.forget();
	}

	async #ask(signature: string): Promise<void> {
		const asking = new AbortController();
		this.#asking = asking;
		this.#signature = signature;
		try {
			const cost = await this.#project.mending.now(asking.signal);
			if (this.#asking !== asking) return;
			this.#cost = cost;
			this.#priced();
		} catch {
			// Without a price for a model, or with files that cannot be read, it is not known; the next look asks again.
			if (this.#asking === asking) this.forget();
		}
	}
}
