import type { SimulatedTask } from './simulatedRun.js';

const scenes = 3;

/** The work of a book whose chapters are drafted side by side on their plans, eight pieces a chapter. */
export function bookTasks(chapters: number): readonly SimulatedTask[] {
	return Array.from({ length: chapters }, (_, at) => chapterTasks(at + 1)).flat();
}

function chapterTasks(chapter: number): readonly SimulatedTask[] {
	const id = (name: string): string => `chapter:${chapter}/${name}`;
	const vary = (ms: number): number => ms * (1 + ((chapter * 37) % 17) / 20);
	const drafts = Array.from({ length: scenes }, (_, at) => id(`scene:${at + 1}/scene_drafting`));
	const one = (
		stage: string,
		ms: number,
		dependencies: readonly string[],
		tries: readonly number[] = [vary(ms)],
	): SimulatedTask => ({ id: id(stage), stage, chapter, dependencies, tries, model: 0.9 });
	return [
		one('scene_plan', 4_000, chapter === 1 ? [] : [`chapter:${chapter - 1}/scene_plan`]),
		...drafts.map((draft, at) => ({
			id: draft,
			stage: 'scene_drafting',
			chapter,
			dependencies: [at === 0 ? id('scene_plan') : (drafts[at - 1] ?? '')],
			tries: chapter % 9 === 0 && at === 1 ? [2_000, vary(21_000)] : [vary(21_000)],
			limitedMs: chapter % 7 === 0 ? 3_000 : 0,
			model: 0.95,
		})),
		one('chapter_assembly', 20, [drafts.at(-1) ?? '']),
		one('chapter_memory', 6_000, [id('chapter_assembly')]),
		one('continuity_audit', 9_000, [id('chapter_assembly')]),
		one('validation', 10, [id('continuity_audit')]),
	];
}
