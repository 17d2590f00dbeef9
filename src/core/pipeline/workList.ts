import { isRehearsal, rehearsalModelId, type ModelId } from '../models/modelId.js';
import { noSuchChapter, parseChapterRange } from '../novel/chapterRange.js';
import type { ChapterOnDesk } from './chapterState.js';
import type { ChapterWork } from './stageGraph.js';

export type GenerationRequest =
	| { readonly kind: 'chapters'; readonly chapters: string | undefined }
	| { readonly kind: 'next' }
	/** `again`: another version, even when the chapter is up to date. */
	| { readonly kind: 'chapter'; readonly chapter: number; readonly again: boolean }
	/**
	 * These as the files have them now: what is untouched is drafted anew, and what was edited gets a new version beside
	 * it. What was drafted from the same before is not drafted twice.
	 */
	| { readonly kind: 'redraft'; readonly chapters: readonly number[] }
	/** Have all chapters that have a text read, for memory; none is drafted. */
	| { readonly kind: 'read' }
	/** Bible and outline only. */
	| { readonly kind: 'plan' };

export interface WorkList {
	/** Chapters that were asked for, in story order. */
	readonly wanted: readonly number[];
	/** What there is to do up to the last of them, in story order. */
	readonly work: readonly ChapterWork[];
	/** Chapters that get a version other than the one they have. */
	readonly again: ReadonlySet<number>;
}

/**
 * @param desk all chapters up to the last one of the outline, in story order
 * @param known numbers of the chapters in the outline, in order: a chapter that it leaves out is read, never drafted
 * @param isChecked whether the text of a chapter as it stands was checked to the end
 * @throws AppError `bad-chapters` for a chapter that the outline does not have
 */
export function workList(
	request: GenerationRequest,
	desk: readonly ChapterOnDesk[],
	known: readonly number[],
	draftModel: ModelId,
	isChecked: (one: ChapterOnDesk) => boolean,
): WorkList {
	const wanted = wantedChapters(request, desk, known, draftModel);
	const last = request.kind === 'read' ? desk.length : (wanted.at(-1) ?? 0);
	const work = desk.slice(0, last).flatMap((one): readonly ChapterWork[] => {
		const { chapter, state } = one;
		const isWanted = wanted.includes(chapter);
		if (isWanted && (request.kind === 'chapter' || request.kind === 'redraft' || isOpen(one, draftModel)))
			return [{ chapter, work: 'draft', check: true }];
		if (state !== 'drafted' && state !== 'edited') return [];
		return [{ chapter, work: 'remember', check: isWanted && state === 'drafted' && !isChecked(one) }];
	});
	return { wanted, work, again: again(request, desk) };
}

/** @throws AppError `bad-chapters` for what a book of that many chapters will not have */
export function checkRequest(request: GenerationRequest, chapters: number): void {
	const known = Array.from({ length: chapters }, (_, index) => index + 1);
	wantedChapters(request, [], known, rehearsalModelId);
}

function wantedChapters(
	request: GenerationRequest,
	desk: readonly ChapterOnDesk[],
	known: readonly number[],
	draftModel: ModelId,
): readonly number[] {
	switch (request.kind) {
		case 'plan':
		case 'read':
			return [];
		case 'chapters':
			return parseChapterRange(request.chapters, known);
		case 'chapter':
			if (!known.includes(request.chapter)) throw noSuchChapter(request.chapter, known);
			return [request.chapter];
		case 'redraft':
			return parseChapterRange(request.chapters.join(','), known);
		case 'next':
			return desk
				.filter((one) => known.includes(one.chapter) && isOpen(one, draftModel))
				.slice(0, 1)
				.map((one) => one.chapter);
	}
}

/** A chapter that waits for its draft: no text yet, an unfinished one, or a rehearsal where a real model is set now. */
function isOpen(one: ChapterOnDesk, draftModel: ModelId): boolean {
	if (one.state === 'planned' || one.state === 'drafting') return true;
	return one.model === 'rehearsal' && !isRehearsal(draftModel);
}

/** For a chapter that a person edited, another version is what is meant. */
function again(request: GenerationRequest, desk: readonly ChapterOnDesk[]): ReadonlySet<number> {
	if (request.kind !== 'chapter') return new Set();
	const isEdited = desk.some(({ chapter, state }) => chapter === request.chapter && state === 'edited');
	return new Set(request.again || isEdited ? [request.chapter] : []);
}
