import { isRehearsal, type ModelId } from '../models/modelId.js';
import type { TokenMeasure } from './ledger.js';

/** How many tokens a model's own tokenizer makes of one that was counted here (o200k), and how sure that is. */
export interface TokenFactor {
	readonly factor: number;
	/** Relative standard error. */
	readonly error: number;
}

interface Family {
	readonly name: string;
	readonly pattern: RegExp;
	readonly factor: number;
	readonly error: number;
}

/**
 * Until this book's calls tell. OpenAI's models count in o200k themselves; Claude's tokenizers make about a third more of
 * English prose, Gemini's about a tenth.
 */
const families: readonly Family[] = [
	{ name: 'gpt', pattern: /(^|\/)(gpt|chatgpt|o[1-9])(-|$)/, factor: 1, error: 0.03 },
	{ name: 'claude', pattern: /(^|\/)claude/, factor: 1.33, error: 0.12 },
	{ name: 'gemini', pattern: /(^|\/)(gemini|gemma)/, factor: 1.08, error: 0.08 },
];

/** Tokens of reported usage that count as much as what was believed before. */
const priorTokens = 4_000;

/** Of the model's family, whatever this book's calls have told since, so that the same book gives the same prompts. */
export function familyFactor(model: ModelId): number {
	return isRehearsal(model) ? 1 : familyOf(model.model).factor;
}

export function tokenFactor(model: ModelId, measures: readonly TokenMeasure[]): TokenFactor {
	const family = familyOf(model.model);
	let { estimated, reported } = { estimated: priorTokens, reported: priorTokens * family.factor };
	for (const measure of measures) {
		if (familyOf(measure.model).name !== family.name) continue;
		estimated += measure.estimated;
		reported += measure.reported;
	}
	return { factor: reported / estimated, error: family.error * Math.sqrt(priorTokens / estimated) };
}

/** Models of a family share a tokenizer, whoever serves them. @param model with or without its provider */
function familyOf(model: string): Family {
	const known = families.find(({ pattern }) => pattern.test(model));
	if (known !== undefined) return known;
	const name = /^[a-z]+/i.exec(model.slice(model.lastIndexOf('/') + 1))?.[0].toLowerCase() ?? model;
	return { name, pattern: /./, factor: 1.15, error: 0.15 };
}
