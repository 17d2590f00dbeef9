import { chapterNodeId, sceneNodeId } from '../../src/core/pipeline/stageGraph.js';

export interface TimedNode {
	readonly id: string;
	readonly kind: string | undefined;
	readonly dependencies: readonly string[];
	/** How long it really takes; whoever schedules it does not know. */
	readonly durationMs: number;
}

type Random = () => number;

const chapters = 40;
const scenes = 5;

/** Medians, in milliseconds, as stages of a book take against each other. */
const medians: Readonly<Record<string, number>> = {
	scene_plan: 12_000,
	scene_drafting: 40_000,
	chapter_assembly: 50,
	chapter_memory: 15_000,
	continuity_audit: 20_000,
	continuity_fix: 25_000,
};

/**
 * A book of 40 chapters of 10 tasks. `chained`: a chapter is planned on the memory of the one before; `planned`: only
 * plans follow each other, and the scenes of a chapter are drafted side by side.
 */
export function bookGraph(shape: 'chained' | 'planned', sigma: number, random: Random): readonly TimedNode[] {
	const node = (id: string, kind: string, ...dependencies: string[]): TimedNode => ({
		id,
		kind,
		dependencies,
		durationMs: lognormal(medians[kind] ?? 1_000, sigma, random),
	});
	return Array.from({ length: chapters }, (_, at) => at + 1).flatMap((chapter) => {
		const of = (stage: Parameters<typeof chapterNodeId>[1], of = chapter): string => chapterNodeId(of, stage);
		const before = (stage: Parameters<typeof of>[0]): string[] => (chapter === 1 ? [] : [of(stage, chapter - 1)]);
		const isChained = shape === 'chained';
		const planBefore = isChained ? [...before('chapter_memory'), ...before('chapter_assembly')] : before('scene_plan');
		const drafts = Array.from({ length: scenes }, (_scene, index) => index + 1).map((scene) => {
			const sceneBefore = isChained && scene > 1 ? [sceneNodeId(chapter, scene - 1)] : [];
			return node(sceneNodeId(chapter, scene), 'scene_drafting', of('scene_plan'), ...sceneBefore);
		});
		const memoryBefore = isChained ? before('chapter_memory') : [];
		return [
			node(of('scene_plan'), 'scene_plan', ...planBefore),
			...drafts,
			node(of('chapter_assembly'), 'chapter_assembly', ...drafts.map(({ id }) => id)),
			node(of('chapter_memory'), 'chapter_memory', of('chapter_assembly'), ...memoryBefore),
			node(of('continuity_audit'), 'continuity_audit', of('chapter_assembly'), ...memoryBefore),
			node(of('continuity_fix'), 'continuity_fix', of('continuity_audit')),
		];
	});
}

/** 400 tasks in layers; each depends on up to three of the layer before. @param kinds 0 for tasks without a kind */
export function layeredGraph(layers: number, kinds: number, sigma: number, random: Random): readonly TimedNode[] {
	const width = 400 / layers;
	return Array.from({ length: 400 }, (_, at) => {
		const layer = Math.floor(at / width);
		const links = layer === 0 ? 0 : 1 + Math.floor(random() * 3);
		const dependencies = Array.from({ length: links }, () => {
			const one = Math.floor((layer - 1) * width + random() * width);
			return String(one);
		});
		return timed(String(at), dependencies, kinds, sigma, random);
	});
}

/** Forks of five branches of six tasks that are joined again, one after the other in several lines side by side. */
export function forkJoinGraph(lines: number, kinds: number, sigma: number, random: Random): readonly TimedNode[] {
	const nodes: TimedNode[] = [];
	const last = Array.from({ length: lines }, () => '');
	while (nodes.length + 20 <= 400) {
		for (const [line, before] of last.entries()) {
			const add = (...dependencies: readonly string[]): string => {
				const id = String(nodes.length);
				nodes.push(
					timed(
						id,
						dependencies.filter((one) => one !== ''),
						kinds,
						sigma,
						random,
					),
				);
				return id;
			};
			const fork = add(before);
			const ends = Array.from({ length: 3 + Math.floor(random() * 3) }, () => add(add(add(fork))));
			last[line] = add(...ends);
		}
	}
	return nodes;
}

/** Each of 400 tasks depends on up to three of the `reach` before it. */
export function windowedGraph(reach: number, kinds: number, sigma: number, random: Random): readonly TimedNode[] {
	return Array.from({ length: 400 }, (_, at) => {
		const links = Math.min(at, Math.floor(random() * 4));
		const dependencies = Array.from({ length: links }, () =>
			String(Math.max(0, at - 1 - Math.floor(random() * Math.min(at, reach)))),
		);
		return timed(String(at), dependencies, kinds, sigma, random);
	});
}

function timed(id: string, dependencies: readonly string[], kinds: number, sigma: number, random: Random): TimedNode {
	const kind = Math.floor(random() * kinds);
	const median = kinds === 0 ? 10_000 : 4_000 * 2 ** kind;
	return {
		id,
		kind: kinds === 0 ? undefined : `kind ${kind}`,
		dependencies,
		durationMs: lognormal(median, sigma, random),
	};
}

/** By the Box–Muller transform. */
function lognormal(median: number, sigma: number, random: Random): number {
	const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	return median * Math.exp(sigma * normal);
}

/** No order ends sooner: the longest chain, and all the work over the slots. */
export function lowerBoundMs(nodes: readonly TimedNode[], slots: number): number {
	const ends = new Map<string, number>();
	for (const { id, dependencies, durationMs } of nodes)
		ends.set(id, durationMs + dependencies.reduce((latest, one) => Math.max(latest, ends.get(one) ?? 0), 0));
	const work = nodes.reduce((sum, { durationMs }) => sum + durationMs, 0);
	return Math.max(work / slots, ...ends.values());
}
