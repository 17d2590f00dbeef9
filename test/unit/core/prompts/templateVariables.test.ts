import assert from 'node:assert/strict';
import type { Novel, OutlineChapter } from '../../../../src/core/novel/novel.js';
import {
	auditView,
	bookView,
	fixView,
	memoryView,
	scenePlanView,
	sceneView,
	voiceView,
} from '../../../../src/core/prompts/promptView.js';
import type { SceneCard } from '../../../../src/core/pipeline/replies.js';
import { commonVariables, templateVariables } from '../../../../src/core/prompts/templateVariables.js';

const chapter: OutlineChapter = { number: 1, title: 'Nobody', beats: [], pov: '', location: '', time: '', line: 0 };
const novel: Novel = {
	info: {
		id: '01K3Z5T7WQ8M4RKV2HDN6PBXEG',
		title: '',
		author: '',
		language: 'en',
		genre: '',
		pointOfView: '',
		tense: '',
		chapters: 1,
		wordsPerChapter: 1500,
	},
	bible: { premise: '', style: '', concept: '', beatSheet: '', motifs: '', characters: [], world: [] },
	outline: [chapter],
	templates: new Map(),
};
const card: SceneCard = {
	title: '',
	pov: '',
	place: '',
	time: '',
	characters: [],
	goal: '',
	conflict: '',
	outcome: '',
	subtext: '',
	opening: '',
	beats: [],
	closing: '',
};
const situation = { chapter, memory: '', lastPage: '', passages: '' };
const names = (value: object) => Object.keys(value).toSorted();

describe('Template variables', () => {
	it('are what the prompts are given, for the book and for each stage of a chapter', () => {
		const draft = sceneView(novel, situation, [card], 1, { text: '', closing: '' });
		assert.deepEqual(
			[
				bookView(novel),
				scenePlanView(novel, situation, 2),
				draft,
				draft['scene'] as object,
				memoryView(novel, chapter, '', []),
				auditView(novel, chapter, '', { knownFacts: '', bibleFacts: '', lastPage: '' }),
				fixView(novel, chapter, []),
				voiceView(novel, chapter, '', []),
			].map(names),
			[
				commonVariables,
				templateVariables.scene_plan,
				templateVariables.scene_drafting,
				templateVariables.scene_drafting['scene'] as object,
				templateVariables.chapter_memory,
				templateVariables.continuity_audit,
				templateVariables.continuity_fix,
				templateVariables.voice_pass,
			].map(names),
		);
	});
});
