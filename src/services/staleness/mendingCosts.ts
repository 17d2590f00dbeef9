import { unlessAborted } from '../../base/unlessAborted.js';
import { noMoney } from '../../core/cost/money.js';
import { fingerprintOf } from '../../core/pipeline/fingerprint.js';
import type { MendingCost } from '../../core/staleness/mendingCost.js';
import type { ForecastService, RoleModels } from '../cost/forecastService.js';
import type { StalenessService } from './stalenessService.js';

export interface MendingTerms {
	readonly models: RoleModels;
	readonly prices: Readonly<Record<string, unknown>>;
	readonly audits: string;
	readonly voicePass: boolean;
	readonly contextMaxTokens: number;
}

export interface MendingCostPorts {
	readonly staleness: Pick<StalenessService, 'look'>;
	readonly forecasts: Pick<ForecastService, 'isFree' | 'price'>;
	/** All settings that make it another price. */
	terms(): MendingTerms;
}

/** Prices what it takes to mend what is stale, from a rehearsal of that work, when somebody asks. */
export class MendingCosts {
	readonly #ports: MendingCostPorts;
	#known: { readonly key: string; readonly cost: Promise<MendingCost> } | undefined;

	constructor(ports: MendingCostPorts) {
		this.#ports = ports;
	}

	/**
	 * Is worked out once for the book as it is.
	 * @throws AppError `bad-novel`, `unknown-price`, …, or the signal's reason
	 */
	async now(signal: AbortSignal): Promise<MendingCost> {
		const { signature, chapters } = await this.#ports.staleness.look();
		const stale = chapters.flatMap(({ chapter, freshness }) => (freshness === 'stale' ? [chapter] : []));
		const key = fingerprintOf([signature, this.#ports.terms()]);
		const known = this.#known;
		if (known?.key === key) {
			// Whoever asked first may have changed their mind since.
			const cost = await unlessAborted(known.cost, signal).catch(() => undefined);
			signal.throwIfAborted();
			if (cost !== undefined) return cost;
		}
		const cost = this.of(stale, signal);
		this.#known = { key, cost };
		return await cost;
	}

	/** @param chapters stale or not */
	async of(chapters: readonly number[], signal: AbortSignal): Promise<MendingCost> {
		const nothing = { chapters, p50: noMoney, p90: noMoney, thinking: noMoney };
		const free = chapters.map((chapter) => ({ chapter, p50: noMoney, p90: noMoney }));
		if (chapters.length === 0) return { ...nothing, isFree: false, byChapter: [] };
		if (await this.#ports.forecasts.isFree()) return { ...nothing, isFree: true, byChapter: free };
		const { p50, p90, thinking, byChapter } = await this.#ports.forecasts.price({ kind: 'redraft', chapters }, signal);
		const lines = byChapter.filter(({ key }) => key !== null && chapters.includes(Number(key)));
		return {
			...{ chapters, isFree: false, p50, p90, thinking },
			byChapter: lines.map((line) => ({ chapter: Number(line.key), p50: line.p50, p90: line.p90 })),
		};
	}
}
