import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import { chapterFileName, chapterNumberOf } from '../../core/novel/chapterFile.js';
import { chapterState, type ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { textHash } from '../../core/pipeline/fingerprint.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { candidatePath, type Manuscript } from '../../core/novel/manuscript.js';
import type { Novel } from '../../core/novel/novel.js';
import { chapterNodeId, chapterPrefix } from '../../core/pipeline/stageGraph.js';

/** Where a draft goes: into the chapter's file, or beside it when a person wrote there. */
export interface DraftTarget {
	readonly chapter: number;
	readonly path: string;
	readonly inPlace: boolean;
	/** What stood there when the draft was begun. */
	readonly before: string | undefined;
}

export interface FinishedChapter {
	/** The text that is now the chapter's. */
	readonly text: string;
	/** The draft went beside it. */
	readonly isCandidate: boolean;
}

/** Knows which text is whose, and puts drafts where they overwrite nobody. */
export class ChapterDesk {
	readonly #manuscript: Manuscript;
	readonly #journal: Journal;
	readonly #clock: Clock;

	constructor(manuscript: Manuscript, journal: Journal, clock: Clock) {
		this.#manuscript = manuscript;
		this.#journal = journal;
		this.#clock = clock;
	}

	/** The chapters 1 to `upTo`, in order. */
	async look(novel: Novel, upTo: number): Promise<readonly ChapterOnDesk[]> {
		const paths = await this.#manuscript.list();
		return await Promise.all(Array.from({ length: upTo }, (_, index) => this.#lookAt(novel, index + 1, paths)));
	}

	async target(novel: Novel, chapter: number): Promise<DraftTarget> {
		const now = await this.#lookAt(novel, chapter, await this.#manuscript.list());
		return { chapter, path: now.path, inPlace: now.state !== 'edited', before: now.text };
	}

	show(target: DraftTarget, text: string, scene: number): void {
		if (target.inPlace) this.#manuscript.show({ chapter: target.chapter, path: target.path, text, scene });
	}

	/**
	 * @param model that wrote it
	 */
	async finish(target: DraftTarget, text: string, scenes: number, model: string): Promise<FinishedChapter> {
		const now = await this.#manuscript.read(target.path);
		const changedMeanwhile = this.#manuscript.replacesFiles === true && now !== target.before;
		if (!target.inPlace || changedMeanwhile) {
			await this.offer(target.chapter, target.path, text, l10n.t('You edited this chapter, so yours stays as it is.'));
			return { text: now ?? text, isCandidate: true };
		}
		const inPlace = await this.#manuscript.finish({ chapter: target.chapter, path: target.path, text, scene: scenes });
		this.#journal.recordChapter({
			chapter: target.chapter,
			path: target.path,
			textHash: textHash(text),
			model,
			recordedAt: this.#clock.now(),
		});
		return { text: inPlace, isCandidate: false };
	}

	async offer(chapter: number, path: string, text: string, reason: string): Promise<void> {
		await this.#manuscript.offerCandidate({ chapter, path, candidatePath: candidatePath(chapter), text, reason });
	}

	async #lookAt(novel: Novel, chapter: number, paths: readonly string[]): Promise<ChapterOnDesk> {
		const path =
			paths.find((one) => chapterNumberOf(one.slice(one.lastIndexOf('/') + 1)) === chapter) ??
			this.#newPath(novel, chapter);
		const text = await this.#manuscript.read(path);
		const record = this.#journal.chapter(chapter);
		const hash = textHash(text ?? '');
		// What was received is much, and only tells a draft that is unfinished from one that was edited.
		const isClear = text === undefined || record?.textHash === hash;
		const state = chapterState(
			...([text, hash, record] as const),
			isClear ? [] : this.#journal.streamedVersions(chapterPrefix(chapter)),
			isClear ? undefined : this.#journal.latestResult(chapterNodeId(chapter, 'chapter_assembly'))?.output,
		);
		return { chapter, path, text, state, model: state === 'drafted' ? record?.model : undefined };
	}

	#newPath(novel: Novel, chapter: number): string {
		const title = novel.outline.find((one) => one.number === chapter)?.title ?? '';
		return `manuscript/${chapterFileName(chapter, title, Math.max(novel.info.chapters, novel.outline.length))}`;
	}
}
