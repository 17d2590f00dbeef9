import { fitToBudget, type ContextItem, type FittedContext } from '../core/context/fitToBudget.js';
import type { TokenCounter } from '../core/models/tokenCounter.js';

/** Fits what is known to what a prompt may carry. */
export class ContextService {
	readonly #tokens: TokenCounter;

	constructor(tokens: TokenCounter) {
		this.#tokens = tokens;
	}

	/** @param budget tokens */
	async fit(items: readonly ContextItem[], budget: number): Promise<FittedContext> {
		const lines = items.map((item) => `${item.text}\n`);
		const headings = [...new Set(items.map((item) => item.section))].map((section) => `\n${section}\n`);
		const counts = await this.#tokens.countAll([...lines, ...headings]);
		const headingTokens = Math.max(0, ...counts.slice(lines.length));
		return fitToBudget(items, counts.slice(0, lines.length), headingTokens, budget);
	}
}
