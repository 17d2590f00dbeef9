import type { ChapterGraphOptions, ChapterWork } from '../pipeline/stageGraph.js';
import type { RecordedNode } from './recordedRun.js';

/** What a graph of chapters was made from. */
export interface ChapterShape {
	/** In story order. */
	readonly work: readonly ChapterWork[];
	readonly options: ChapterGraphOptions;
}

/** Reads the work back from the nodes of a chapter graph, in its order; undefined for another graph, such as of the plan. */
export function chapterShape(nodes: readonly RecordedNode[]): ChapterShape | undefined {
	const chapters = Map.groupBy(
		nodes.filter(({ chapter }) => chapter !== undefined),
		({ chapter }) => chapter ?? 0,
	);
	if (chapters.size === 0) return undefined;
	const has = (chapter: number, stage: string): boolean =>
		chapters.get(chapter)?.some((node) => node.stage === stage) ?? false;
	return {
		work: Array.from(chapters.keys(), (chapter) => ({
			chapter,
			work: has(chapter, 'chapter_assembly') ? 'draft' : 'remember',
			check: has(chapter, 'validation'),
		})),
		options: {
			scenes: nodes.reduce((most, { scene = 0 }) => Math.max(most, scene), 1),
			voicePass: nodes.some(({ stage }) => stage === 'voice_pass'),
			isAuditedLater: ({ chapter }) => !has(chapter, 'continuity_audit'),
		},
	};
}
