import type { ModelStageId } from '../pipeline/stages.js';

/** What a template may name: text or a number, a list of either, or something with fields of its own. */
export type VariableShape = 'text' | 'texts' | TemplateVariables;
export interface TemplateVariables {
	readonly [name: string]: VariableShape;
}

const entry = { name: 'text', text: 'text' } as const;

/** In the view of every stage; the only ones that the shared partials may use. */
export const commonVariables = {
	title: 'text',
	author: 'text',
	language: 'text',
	genre: 'text',
	pointOfView: 'text',
	tense: 'text',
	chapterCount: 'text',
	wordsPerChapter: 'text',
	premise: 'text',
	style: 'text',
	concept: 'text',
	beatSheet: 'text',
	motifs: 'text',
	overview: 'text',
	characters: entry,
	world: entry,
} as const satisfies TemplateVariables;

const chapter = {
	chapter: { number: 'text', title: 'text', beats: 'texts', pov: 'text', location: 'text', time: 'text' },
} as const satisfies TemplateVariables;

/** Where the book stands when a chapter is about to be written. */
const situation = {
	previous: { number: 'text', title: 'text' },
	next: { number: 'text', title: 'text', beats: 'texts' },
	memory: 'text',
	lastPage: 'text',
	passages: 'text',
} as const satisfies TemplateVariables;

const scene = {
	number: 'text',
	title: 'text',
	pov: 'text',
	place: 'text',
	time: 'text',
	characters: 'texts',
	goal: 'text',
	conflict: 'text',
	outcome: 'text',
	subtext: 'text',
	opening: 'text',
	beats: 'texts',
	closing: 'text',
} as const satisfies TemplateVariables;

const finding = {
	type: 'text',
	description: 'text',
	quote: 'text',
	source: 'text',
	sourceQuote: 'text',
	suggestion: 'text',
	passage: 'text',
} as const satisfies TemplateVariables;

const ofChapter = { ...commonVariables, ...chapter };
const ofDraft = { ...ofChapter, ...situation };

/** What the prompt template of each stage may use, lists and objects shown by the fields of their items. */
export const templateVariables: Readonly<Record<ModelStageId, TemplateVariables>> = {
	concept: commonVariables,
	world: commonVariables,
	characters: commonVariables,
	beat_sheet: commonVariables,
	motifs: commonVariables,
	outline: commonVariables,
	scene_plan: { ...ofDraft, sceneCount: 'text', wordsPerScene: 'text' },
	scene_drafting: {
		...ofDraft,
		scene,
		sceneCount: 'text',
		words: 'text',
		wordsPerBeat: 'text',
		previousScene: 'text',
		previousClosing: 'text',
		nextOpening: 'text',
		isFirst: 'text',
		isLast: 'text',
	},
	chapter_memory: { ...ofChapter, chapterText: 'text', names: 'text', openThreads: 'text' },
	continuity_audit: { ...ofChapter, chapterText: 'text', knownFacts: 'text', bibleFacts: 'text', lastPage: 'text' },
	continuity_fix: { ...ofChapter, findings: finding },
	voice_pass: { ...ofChapter, chapterText: 'text', offenders: 'texts' },
};

/** What the partials may use: what every stage that includes them is given. */
export const partialVariables: Readonly<Record<string, TemplateVariables>> = {
	book: commonVariables,
	bible: commonVariables,
	editor: commonVariables,
	story: ofDraft,
};
