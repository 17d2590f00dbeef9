import type { StageId } from './stages.js';
import { modelStages, novelStages } from './stages.js';

/** One piece of work of the book's build. */
export interface StageNode {
	readonly id: string;
	readonly stage: StageId;
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
	readonly dependencies: readonly string[];
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
	}));
}

export interface ChapterWork {
	readonly chapter: number;
	/** `draft`: from plan to finished text; `remember`: its text exists and only needs reading. */
	readonly work: 'draft' | 'remember';
	/** Whether to audit and validate as well; always so for drafts. */
	readonly check: boolean;
}

/**
 * `chained`: a chapter is planned on the memory of all before it, and drafted on the last page of the one before.
 * `planned`: only the plans follow one another; the chapters are drafted side by side from them.
 */
export type Continuity = 'chained' | 'planned';

export interface ChapterGraphOptions {
	readonly scenes: number;
	readonly voicePass: boolean;
	/** `chained` when left out. */
	readonly continuity?: Continuity;
	/** Whether a chapter is audited after the run, and mended and polished in the next one; none is when left out. */
	readonly isAuditedLater?: (one: ChapterWork) => boolean;
	/** Whether a scene goes on from the one before and waits for its text; every one does when left out. */
	readonly isUnbroken?: (chapter: number, scene: number) => boolean;
}

/** What a chapter waits for, by what is made of it. */
interface Waits {
	readonly plan: readonly string[];
	readonly memory: readonly string[];
	readonly audit: readonly string[];
}

/**
 * The chapters' build. Memory, audit and fixes of a chapter run beside what comes next in either continuity.
 * @param work in story order
 */
export function chapterGraph(work: readonly ChapterWork[], options: ChapterGraphOptions): readonly StageNode[] {
	const waitsOf = options.continuity === 'planned' ? plannedWaits : chainedWaits;
	return work.flatMap((one, index) => {
		const { chapter } = one;
		const waits = waitsOf(work.slice(0, index));
		const isDraft = one.work === 'draft';
		const text = isDraft ? [chapterNodeId(chapter, 'chapter_assembly')] : [];
		return [
			...(isDraft ? draftingNodes(chapter, waits, options) : []),
			chapterNode(chapter, 'chapter_memory', [...text, ...waits.memory]),
			...(isDraft || one.check ? checkNodes(one, text, waits.audit, options) : []),
		];
	});
}

function chainedWaits(before: readonly ChapterWork[]): Waits {
	const previous = before.at(-1);
	const memory = nodesOf(before.slice(-1), 'chapter_memory');
	const text = previous?.work === 'draft' ? [chapterNodeId(previous.chapter, 'chapter_assembly')] : [];
	return { plan: [...memory, ...text], memory, audit: memory };
}

/** A plan reads the plans of what is drafted beside it, and remembers what was there already; an audit reads it all. */
function plannedWaits(before: readonly ChapterWork[]): Waits {
	const lastDraft = before.findLastIndex(({ work }) => work === 'draft');
	const plan = nodesOf(before.slice(Math.max(0, lastDraft), lastDraft + 1), 'scene_plan');
	const readSince = nodesOf(before.slice(lastDraft + 1), 'chapter_memory');
	return { plan: [...plan, ...readSince], memory: [], audit: nodesOf(before, 'chapter_memory') };
}

function nodesOf(work: readonly ChapterWork[], stage: StageId): readonly string[] {
	return work.map(({ chapter }) => chapterNodeId(chapter, stage));
}

function draftingNodes(
	chapter: number,
	waits: Waits,
	{ scenes, isUnbroken = () => true }: ChapterGraphOptions,
): readonly StageNode[] {
	const plan = chapterNode(chapter, 'scene_plan', waits.plan);
	const drafts = Array.from({ length: scenes }, (_, index): StageNode => {
		const scene = index + 1;
		const before = scene > 1 && isUnbroken(chapter, scene) ? [sceneNodeId(chapter, scene - 1)] : [];
		const dependencies = [plan.id, ...before];
		return { id: sceneNodeId(chapter, scene), stage: 'scene_drafting', chapter, scene, dependencies };
	});
	return [plan, ...drafts, chapterNode(chapter, 'chapter_assembly', [plan.id, ...drafts.map((draft) => draft.id)])];
}

function checkNodes(
	one: ChapterWork,
	text: readonly string[],
	before: readonly string[],
	{ voicePass, isAuditedLater }: ChapterGraphOptions,
): readonly StageNode[] {
	const { chapter } = one;
	const validation = chapterNode(chapter, 'validation', text);
	if (isAuditedLater?.(one) === true) return [validation];
	const audit = chapterNode(chapter, 'continuity_audit', [...text, ...before]);
	const fix = chapterNode(chapter, 'continuity_fix', [audit.id]);
	const voice = voicePass ? [chapterNode(chapter, 'voice_pass', [...text, fix.id])] : [];
	return [validation, audit, fix, ...voice];
}

function chapterNode(chapter: number, stage: StageId, dependencies: readonly string[]): StageNode {
	return { id: chapterNodeId(chapter, stage), stage, chapter, scene: undefined, dependencies };
}
