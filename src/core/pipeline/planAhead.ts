import type { ChapterMemory, SceneCard, ScenePlan } from './replies.js';
import { chapterPrefix } from './stageGraph.js';

/** Under this node the journal knows the plans of chapters that were drafted beside others, by the hash of their text. */
export function plannedAheadNodeId(chapter: number): string {
	return `${chapterPrefix(chapter)}planned_ahead`;
}

/** What a later chapter may take for known of one that is planned, and not written yet. */
export function memoryOfPlan({ scenes }: ScenePlan): ChapterMemory {
	const last = scenes.at(-1);
	return {
		summary: scenes.map(({ beats, outcome }) => `${beats.map(sentence).join(' ')} ${sentence(outcome)}`).join(' '),
		endState: last === undefined ? '' : `${last.place}, ${last.time}: ${sentence(last.closing)}`,
		facts: [],
		threads: [],
		knowledge: [],
	};
}

/** Whether a scene, from 2, goes on where and when the one before it ends; else there is a cut between them. */
export function isUnbroken(scenes: readonly SceneCard[], scene: number): boolean {
	const [before, after] = [scenes[scene - 2], scenes[scene - 1]];
	if (before === undefined || after === undefined) return true;
	return fold(before.place) === fold(after.place) && fold(before.time) === fold(after.time);
}

function sentence(text: string): string {
	const trimmed = text.trim();
	return /[.!?…]["'’”)]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function fold(text: string): string {
	return text.trim().toLowerCase().replace(/[.]$/, '');
}
