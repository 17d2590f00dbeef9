import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import type { ContextItem } from '../../core/context/contextItem.js';
import type { FittedGroup } from '../../core/context/fitInTurn.js';
import type { KeptReceipt, ReceiptBook, ReceiptFilter } from '../../core/context/receipt.js';
import {
	openingOf,
	promptSections,
	type PromptSection,
	type ReplayedContext,
	type SeenCall,
	type SeenContext,
	type SeenItem,
} from '../../core/context/seenCall.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import type { ContextService } from './contextService.js';

export interface ReceiptServicePorts {
	readonly book: ReceiptBook;
	readonly context: ContextService;
	readonly tokens: TokenCounter;
}

/** By how much of a text it is known to stand in a prompt, which may have other blank lines. */
const knownBy = 80;

/** Answers what the models were given to read, and what they would have been given at another budget. */
export class ReceiptService {
	readonly #ports: ReceiptServicePorts;

	constructor(ports: ReceiptServicePorts) {
		this.#ports = ports;
	}

	/**
	 * Newest first.
	 * @param budget tokens at which the same candidates are fitted once more
	 * @throws AppError `unknown-call` for a call of which no receipt is kept, `bad-budget`, `bad-limit`
	 */
	async seen(filter: ReceiptFilter, budget?: number): Promise<readonly SeenCall[]> {
		if (budget !== undefined && !(Number.isSafeInteger(budget) && budget >= 0))
			throw new AppError('bad-budget', `A budget is a whole number of tokens, not ${budget}.`);
		const { limit } = filter;
		if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0))
			throw new AppError('bad-limit', `A limit is a whole number of calls from 1, not ${limit}.`);
		const receipts = this.#ports.book.list(filter);
		if (receipts.length === 0 && filter.call !== undefined)
			throw new AppError(
				'unknown-call',
				l10n.t('No receipt is kept of a call {0}. The latest thousand are; the ledger lists all calls.', filter.call),
			);
		const seen: SeenCall[] = [];
		for (const receipt of receipts) seen.push(await this.#seenCall(receipt, budget));
		return seen;
	}

	/** The receipts themselves, texts and all. */
	receipts(filter: ReceiptFilter): readonly KeptReceipt[] {
		return this.#ports.book.list(filter);
	}

	/** What would have gone in: the same candidates, asked about in the same way, at another budget. */
	async refit({ fitted }: Pick<KeptReceipt, 'fitted'>, budget: number): Promise<readonly FittedGroup[]> {
		const groups = fitted.map(({ group }) => group);
		return await this.#ports.context.fitInTurn(groups, { budget, factor: fitted[0]?.factor ?? 1 });
	}

	async #seenCall(receipt: KeptReceipt, budget: number | undefined): Promise<SeenCall> {
		const { call, run, node, stage, chapter, scene, attempt, model, madeAt, parts, fitted, paid } = receipt;
		const sections = await this.#sections(receipt);
		const prompt = parts.map(({ text }) => text).join('\n');
		const seen = fitted.length === 0 ? undefined : seenContext(fitted, prompt);
		return {
			...{ call, run, node, stage, chapter, scene, attempt, model, madeAt },
			outcome: paid?.outcome,
			costMicroUsd: paid?.cost,
			inputTokens: paid?.usage.inputTokens,
			promptTokens: sections.reduce((sum, { tokens }) => sum + tokens, 0),
			...{ sections, fitted: seen },
			replay: seen === undefined || budget === undefined ? undefined : await this.#replay(receipt, seen, budget),
		};
	}

	async #sections({ parts }: KeptReceipt): Promise<readonly PromptSection[]> {
		const sections = promptSections(parts);
		const counts = await this.#ports.tokens.countAll(sections.map(({ text }) => text));
		return sections.map(({ part, heading }, at) => ({ part, heading, tokens: counts[at] ?? 0 }));
	}

	async #replay(receipt: KeptReceipt, seen: SeenContext, budget: number): Promise<ReplayedContext> {
		const again = seenContext(await this.refit(receipt, budget), undefined);
		const before = new Set(seen.given.map(keyOf));
		const after = new Set(again.given.map(keyOf));
		return {
			...again,
			notInPrompt: seen.notInPrompt,
			added: again.given.filter((one) => !before.has(keyOf(one))).map(({ key }) => key),
			removed: seen.given.filter((one) => !after.has(keyOf(one))).map(({ key }) => key),
		};
	}
}

function keyOf({ group, key }: { readonly group: string; readonly key: string }): string {
	return `${group}\n${key}`;
}

/** @param prompt that was sent; undefined for one that never was */
function seenContext(fitted: readonly FittedGroup[], prompt: string | undefined): SeenContext {
	const isInPrompt = ({ text }: FittedGroup): boolean =>
		text === '' || prompt === undefined || prompt.includes(text.trim().slice(0, knownBy));
	return {
		budget: fitted[0]?.wholeBudget ?? 0,
		tokens: fitted.reduce((sum, { tokens }) => sum + tokens, 0),
		given: fitted.flatMap(({ group, given }) =>
			given.map(({ item, tokens, shortened }) => ({ ...placed(item, group.name), tokens, shortened })),
		),
		left: fitted.flatMap(({ group, left }) =>
			left.map(({ item, reason }) => ({
				...{ ...placed(item, group.name), tokens: undefined, shortened: false },
				...{ reason: reason.kind, of: reason.kind === 'near-duplicate-of' ? reason.of : undefined },
			})),
		),
		notInPrompt: fitted.filter((group) => !isInPrompt(group)).map(({ group }) => group.name),
	};
}

function placed({ key, section, source, text }: ContextItem, group: string): Omit<SeenItem, 'tokens' | 'shortened'> {
	return { key, group, section, source, opening: openingOf(text) };
}
