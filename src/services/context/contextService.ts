import { nextTurn } from '../../base/nextTurn.js';
import type { FittedContext, ContextItem } from '../../core/context/contextItem.js';
import { fitInTurn, type ContextGroup, type FittedGroup } from '../../core/context/fitInTurn.js';
import { fitToBudget, type FitOptions } from '../../core/context/fitToBudget.js';
import { minifyContext, type MinifiedContext, type MinifyOptions } from '../../core/context/minifyContext.js';
import type { PackingPorts } from '../../core/context/packing.js';
import { relevanceOf, type RankedText } from '../../core/context/relevance.js';
import { Vocabulary } from '../../core/context/vocabulary.js';
import type { Language, TextAnalysis } from '../../core/memory/textAnalysis.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import { fingerprintOf } from '../../core/pipeline/fingerprint.js';

export interface ContextPorts {
	readonly tokens: TokenCounter;
	readonly analyse: TextAnalysis;
	readonly language: Language;
}

/** The scenes of a chapter ask for the same several times. */
const mostRemembered = 32;
/** Of what is remembered; a longer context is asked for once. */
const mostCharacters = 200_000;

/** Fits what is known to what a prompt may carry. */
export class ContextService {
	readonly #ports: PackingPorts;
	readonly #known = new Map<string, Promise<FittedContext>>();

	constructor({ tokens, analyse, language }: ContextPorts) {
		const vocabulary = new Vocabulary(analyse);
		this.#ports = { tokens, vocabulary, language, pause: nextTurn };
	}

	/** @throws AppError `required-over-budget` */
	async fit(items: readonly ContextItem[], options: FitOptions): Promise<FittedContext> {
		if (items.reduce((sum, { text }) => sum + text.length, 0) > mostCharacters)
			return await fitToBudget(items, options, this.#ports);
		const key = fingerprintOf([items, options]);
		const known = this.#known.get(key) ?? fitToBudget(items, options, this.#ports);
		// What was asked for last stays longest.
		this.#known.delete(key);
		this.#known.set(key, known);
		const [oldest] = this.#known.keys();
		if (this.#known.size > mostRemembered && oldest !== undefined) this.#known.delete(oldest);
		try {
			return await known;
		} catch (error) {
			this.#known.delete(key);
			throw error;
		}
	}

	/** @returns indexes of the texts that have something to do with the query, best first, of equals the first one's first */
	async mostRelevant(query: string, texts: readonly RankedText[], limit: number): Promise<readonly number[]> {
		const relevance = await relevanceOf(query, texts, this.#ports);
		return Array.from(relevance.keys())
			.filter((at) => (relevance[at] ?? 0) > 0)
			.sort((a, b) => (relevance[b] ?? 0) - (relevance[a] ?? 0) || a - b)
			.slice(0, limit);
	}

	/** One group after the other, together within the budget. @throws AppError `required-over-budget` */
	async fitInTurn(
		groups: readonly ContextGroup[],
		options: Pick<FitOptions, 'budget' | 'factor'>,
	): Promise<readonly FittedGroup[]> {
		return await fitInTurn(groups, options, (items, own) => this.fit(items, own));
	}

	/** @throws AppError `required-over-budget` */
	async minifyContext(context: Readonly<Record<string, unknown>>, options: MinifyOptions): Promise<MinifiedContext> {
		return await minifyContext(context, options, (items, own) => this.fit(items, own));
	}
}
