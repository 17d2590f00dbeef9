import type { StageId } from './stages.js';
import { modelStages, novelStages } from './stages.js';

/** One piece of work of the book's build. */
export interface StageNode {
	readonly id: string;
	readonly stage: StageId;
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
	readonly dependencies: readonly string[];
	/** Drafting goes before the checks that run beside it. */
	readonly priority: number;
}

export function chapterNodeId(chapter: number, stage: StageId): string {
	return `chapter:${chapter}/${stage}`;
}

export function sceneNodeId(chapter: number, scene: number): string {
	return `chapter:${chapter}/scene:${scene}/scene_drafting`;
}

/** Prefix of all node ids of a chapter. */
export function chapterPrefix(chapter: number): string {
	return `chapter:${chapter}/`;
}

/** From premise to outline. */
export function planningGraph(): readonly StageNode[] {
	return novelStages.map((stage) => ({
		id: stage,
		stage,
		chapter: undefined,
		scene: undefined,
		dependencies: modelStages[stage].inputs,
		priority: 0,
	}));
}

export interface ChapterWork {
	readonly chapter: number;
	/** `draft`: from plan to finished text; `remember`: its text exists and only needs reading. */
	readonly work: 'draft' | 'remember';
	/** Whether to audit and validate as well; always so for drafts. */
	readonly check: boolean;
}

export interface ChapterGraphOptions {
	readonly scenes: number;
	readonly voicePass: boolean;
}

/**
 * Chained continuity: a chapter is planned on the memory of all before it and drafted on the last page of the one
 * before; memory, audit and fixes of a chapter run beside what comes next.
 * @param work in story order
 */
export function chapterGraph(work: readonly ChapterWork[], options: ChapterGraphOptions): readonly StageNode[] {
	return work.flatMap((one, index) => {
		const previous = work[index - 1];
		const memoryBefore = previous === undefined ? [] : [chapterNodeId(previous.chapter, 'chapter_memory')];
		const textBefore = previous?.work === 'draft' ? [chapterNodeId(previous.chapter, 'chapter_assembly')] : [];
		const drafting = one.work === 'draft' ? draftingNodes(one.chapter, [...memoryBefore, ...textBefore], options) : [];
		const text = one.work === 'draft' ? [chapterNodeId(one.chapter, 'chapter_assembly')] : [];
		const memory = chapterNode(one.chapter, 'chapter_memory', [...text, ...memoryBefore], 20);
		return [
			...drafting,
			memory,
			...(one.work === 'draft' || one.check ? checkNodes(one.chapter, text, memoryBefore, options) : []),
		];
	});
}

function draftingNodes(
	chapter: number,
	before: readonly string[],
	{ scenes }: ChapterGraphOptions,
): readonly StageNode[] {
	const plan = chapterNode(chapter, 'scene_plan', before, 30);
	const drafts = Array.from({ length: scenes }, (_, index): StageNode => {
		const scene = index + 1;
		const dependencies = [plan.id, ...(scene === 1 ? [] : [sceneNodeId(chapter, scene - 1)])];
		return { id: sceneNodeId(chapter, scene), stage: 'scene_drafting', chapter, scene, dependencies, priority: 30 };
	});
	return [plan, ...drafts, chapterNode(chapter, 'chapter_assembly', [plan.id, ...drafts.map((draft) => draft.id)], 40)];
}

function checkNodes(
	chapter: number,
	text: readonly string[],
	memoryBefore: readonly string[],
	{ voicePass }: ChapterGraphOptions,
): readonly StageNode[] {
	const audit = chapterNode(chapter, 'continuity_audit', [...text, ...memoryBefore], 10);
	const fix = chapterNode(chapter, 'continuity_fix', [audit.id], 10);
	const voice = voicePass ? [chapterNode(chapter, 'voice_pass', [...text, fix.id], 5)] : [];
	return [chapterNode(chapter, 'validation', text, 10), audit, fix, ...voice];
}

function chapterNode(chapter: number, stage: StageId, dependencies: readonly string[], priority: number): StageNode {
	return { id: chapterNodeId(chapter, stage), stage, chapter, scene: undefined, dependencies, priority };
}
