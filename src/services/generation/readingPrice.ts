import { chapterBody } from '../../core/novel/chapterFile.js';
import type { MicroUsd } from '../../core/cost/money.js';
import { microUsd } from '../../core/cost/money.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import type { Novel } from '../../core/novel/novel.js';
import { noUsage } from '../../core/models/languageModel.js';
import { parseModelId } from '../../core/models/modelId.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import { memoryView } from '../../core/prompts/promptView.js';
import { renderPrompt } from '../../core/prompts/prompts.js';
import { modelStages } from '../../core/pipeline/stages.js';
import { outlineOf } from './outlineOf.js';

/** What it costs to have the model for checking read chapters: an estimate. */
export interface ReadingPrice {
	readonly model: string;
	/** Chapters that no model has read as they are now. */
	readonly chapters: number;
	readonly inputTokens: number;
	/** With replies of the usual length. */
	readonly expected: MicroUsd;
	/** With replies as long as they may be. */
	readonly most: MicroUsd;
}

export interface UnreadChapter {
	readonly chapter: number;
	readonly text: string;
}

/** Counts the prompts as they would be sent. @throws AppError `unknown-price` */
export async function readingPrice(
	novel: Novel,
	model: string,
	unread: readonly UnreadChapter[],
	{ tokens, prices }: { readonly tokens: TokenCounter; readonly prices: PriceTable },
): Promise<ReadingPrice> {
	const { template, maxOutputTokens, usualReplyTokens } = modelStages.chapter_memory;
	const prompts = unread.map(({ chapter, text }) => {
		const view = memoryView(novel, outlineOf(novel, chapter), chapterBody(text), []);
		return Object.values(renderPrompt(novel.templates, template, view)).join('\n\n');
	});
	const counts = await tokens.countAll(prompts);
	const price = await prices.priceOf(parseModelId(model));
	const cost = (outputTokens: number): MicroUsd =>
		microUsd(counts.reduce((sum, inputTokens) => sum + price.costOf({ ...noUsage, inputTokens, outputTokens }), 0));
	return {
		model,
		chapters: unread.length,
		inputTokens: counts.reduce((sum, count) => sum + count, 0),
		expected: cost(usualReplyTokens({ chapters: novel.info.chapters, scenesPerChapter: 1 })),
		most: cost(maxOutputTokens),
	};
}
