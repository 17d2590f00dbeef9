import * as vscode from 'vscode';
import type { z } from 'zod';
import { isAppError } from '../../base/errors.js';
import { formatMoney, noMoney, type MicroUsd } from '../../core/cost/money.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { ChatNovels } from './chatNovels.js';
import type { ChatToolParts } from './chatTool.js';
import { foundPassage } from './foundPassage.js';
import { passagesAnswer } from './passagesAnswer.js';
import { plainMarkdown, shortened } from '../pages/plainMarkdown.js';
import type { toolInputs } from './toolInputs.js';

type SearchInput = z.infer<typeof toolInputs.searchStoryMemory>;

/** Recall, as of a chapter. It costs money only where an embedding model that does is set, and then the author is asked. */
export function searchStoryMemory(novels: ChatNovels): ChatToolParts<SearchInput> {
	return {
		prepare: async (input) => {
			const query = shortened(input.query);
			const invocationMessage = plainMarkdown(vscode.l10n.t('Searching what the book remembers for “{0}”', query));
			const price = await priceOf(novels, input);
			return price === 0 ? { invocationMessage } : { invocationMessage, confirmationMessages: question(price, query) };
		},
		answer: async ({ novel, query, ...wanted }, signal) => {
			const { title, project } = await novels.open(novel);
			const matches = await project.recall.recall({ text: query, ...wanted }, signal);
			const passages = await Promise.all(matches.map((match) => foundPassage(project, match)));
			signal.throwIfAborted();
			return passagesAnswer({ novel: title, asOfChapter: wanted.asOfChapter, note: noteOf(project) }, passages);
		},
	};
}

/** Where there is nothing to search, the search itself says why. */
async function priceOf(novels: ChatNovels, { query, novel }: SearchInput): Promise<MicroUsd> {
	try {
		const { project } = await novels.open(novel);
		return await project.meaning.searchPrice(query);
	} catch (error) {
		if (isAppError(error)) return noMoney;
		throw error;
	}
}

function question(price: MicroUsd, query: string): vscode.LanguageModelToolConfirmationMessages {
	return {
		title: vscode.l10n.t('Search the book by meaning, for up to {0}?', formatMoney(price)),
		message: plainMarkdown(
			vscode.l10n.t(
				'“{0}” is sent to the embedding model that is set. It is booked like every call, and none that could cross the budget is sent.',
				query,
			),
		),
	};
}

function noteOf({ memory, meaning }: NovelProject): string | undefined {
	if (memory.stats().entries === 0)
		return 'This book remembers nothing yet. Chapters are remembered once they are drafted, imported or written.';
	if (!meaning.isOn || meaning.fault === undefined) return undefined;
	return `Search by meaning did not work, so that passages were found by their words alone. ${meaning.fault}`;
}
