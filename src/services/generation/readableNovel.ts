import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import type { Novel } from '../../core/novel/novel.js';
import type { NovelStore } from '../../core/novel/novelStore.js';

/** @throws AppError `bad-novel` with the first error in its files */
export async function readableNovel(store: NovelStore): Promise<Novel> {
	const { novel, problems } = await store.read();
	const error = problems.find((problem) => problem.severity === 'error');
	if (novel === undefined || error !== undefined) {
		const place = error === undefined ? '' : l10n.t('{0}, line {1}: {2}', error.path, error.line + 1, error.message);
		throw new AppError('bad-novel', place || l10n.t('novel.json cannot be read.'));
	}
	return novel;
}

/** 0 without an outline. */
export function lastChapter(novel: Novel): number {
	return novel.outline.at(-1)?.number ?? 0;
}
