import * as vscode from 'vscode';
import { noMoney, type MicroUsd } from '../../core/cost/money.js';
import type { Novel } from '../../core/novel/novel.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import type { MendingCost } from '../../core/staleness/mendingCost.js';
import type { NovelProject } from '../../services/novelProject.js';
import { candidates } from '../candidateCommands.js';
import { ChapterRow, type ShownChapter, type ShownNovel } from './rows.js';
import type { WordCounts } from './wordCounts.js';

/** What is known of a novel besides what stands in its files. */
export interface NovelInWork {
	/** Words of the chapters that a run is writing now. */
	readonly words: ReadonlyMap<number, number>;
	/** Undefined while it is not known, or nothing is stale. */
	readonly mending: MendingCost | undefined;
	readonly counts: WordCounts;
}

/** Everything is read anew, though words are not counted twice: the view shows nothing that is not in the files. */
export async function shownNovel(project: NovelProject, inWork: NovelInWork): Promise<ShownNovel | undefined> {
	const { folder, store, outlook, costs } = project;
	const { novel } = await store.read();
	if (novel === undefined) return undefined;
	const [desk, versions] = await Promise.all([outlook.desk(novel), candidates(folder)]);
	const spent = new Map(costs.costBreakdown('chapter').map((row) => [Number(row.key ?? 0), row.spent]));
	const shown = (one: ChapterOnDesk): ShownChapter => ({
		...chapterInFiles(novel, one, inWork.counts),
		...inWorkOf(one.chapter, inWork),
		cost: spent.get(one.chapter) ?? noMoney,
		hasCandidate: versions.includes(one.chapter),
		staleness: project.staleness.latest?.chapters.find(({ chapter }) => chapter === one.chapter),
		mending: mendingOf(one.chapter, inWork.mending),
	});
	// A number that the outline leaves out is a gap, unless there is a file.
	const there = desk.filter(
		({ chapter, state }) => state !== 'planned' || novel.outline.some(({ number }) => number === chapter),
	);
	return { folder, title: novel.info.title, chapters: there.map((one) => new ChapterRow(folder, shown(one))) };
}

type InFiles = Omit<ShownChapter, 'isInWork' | 'cost' | 'hasCandidate' | 'staleness' | 'mending'>;

function chapterInFiles(
	{ info, outline }: Novel,
	{ chapter, path, state, text = '', model }: ChapterOnDesk,
	counts: WordCounts,
): InFiles {
	const planned = outline.find(({ number }) => number === chapter);
	return {
		...{ chapter, path, state, model },
		title: planned?.title ?? vscode.l10n.t('Not in the outline'),
		words: counts.of(chapter, text),
		wantedWords: info.wordsPerChapter,
		outlineLine: planned?.line,
	};
}

function inWorkOf(chapter: number, { words }: NovelInWork): { readonly isInWork: boolean; readonly words?: number } {
	const written = words.get(chapter);
	return written === undefined ? { isInWork: false } : { isInWork: true, words: written };
}

function mendingOf(chapter: number, mending: MendingCost | undefined): MicroUsd | 'free' | undefined {
	const own = mending?.byChapter.find((one) => one.chapter === chapter);
	return mending?.isFree === true && own !== undefined ? 'free' : own?.p50;
}
