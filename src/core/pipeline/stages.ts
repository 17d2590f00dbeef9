import type { z } from 'zod';
import {
	beatSheetReply,
	chapterMemoryReply,
	charactersReply,
	conceptReply,
	continuityAuditReply,
	editsReply,
	motifsReply,
	outlineReply,
	scenePlanReply,
	worldReply,
} from './replies.js';

export type ModelRole = 'plan' | 'draft' | 'check';
export const modelRoles: readonly ModelRole[] = ['plan', 'draft', 'check'];

export type NovelStageId = 'concept' | 'world' | 'characters' | 'beat_sheet' | 'motifs' | 'outline';
export type ChapterStageId = 'scene_plan' | 'chapter_memory' | 'continuity_audit' | 'continuity_fix' | 'voice_pass';
export type SceneStageId = 'scene_drafting';
/** Stages that ask a model. */
export type ModelStageId = NovelStageId | ChapterStageId | SceneStageId;
/** Stages that compute. */
export type LocalStageId = 'chapter_assembly' | 'validation';
export type StageId = ModelStageId | LocalStageId;

/** What the shape of a reply may depend on. */
export interface ReplyShape {
	readonly chapters: number;
	readonly scenesPerChapter: number;
}

export interface ModelStage {
	readonly id: ModelStageId;
	readonly scope: 'novel' | 'chapter' | 'scene';
	readonly role: ModelRole;
	/** Stages of the same novel, chapter or scene whose output the prompt is made from. */
	readonly inputs: readonly StageId[];
	/** Name of the prompt template, which `prompts/<template>.md` overrides. */
	readonly template: ModelStageId;
	/** Undefined: the reply is prose. */
	readonly reply: ((shape: ReplyShape) => z.ZodType) | undefined;
	/** Output tokens; for prose, a multiple of the wanted words is added. */
	readonly maxOutputTokens: number;
	/** Output tokens as replies of current models turn out, for forecasts; prose is as long as it is asked to be. */
	readonly usualReplyTokens: (shape: ReplyShape) => number;
	readonly temperature: number;
	/** Raised when the meaning of the output changes, so that older results are not taken for new ones. */
	readonly version: number;
}

/** Temperatures as published by those who measured them (planning warm, checking cool). */
export const modelStages: Readonly<Record<ModelStageId, ModelStage>> = {
	concept: {
		id: 'concept',
		scope: 'novel',
		role: 'plan',
		inputs: [],
		template: 'concept',
		reply: () => conceptReply,
		maxOutputTokens: 2_000,
		usualReplyTokens: () => 700,
		temperature: 1,
		version: 1,
	},
	world: {
		id: 'world',
		scope: 'novel',
		role: 'plan',
		inputs: ['concept'],
		template: 'world',
		reply: () => worldReply,
		maxOutputTokens: 4_000,
		usualReplyTokens: () => 1_600,
		temperature: 0.7,
		version: 1,
	},
	characters: {
		id: 'characters',
		scope: 'novel',
		role: 'plan',
		inputs: ['concept', 'world'],
		template: 'characters',
		reply: () => charactersReply,
		maxOutputTokens: 6_000,
		usualReplyTokens: () => 2_400,
		temperature: 0.7,
		version: 1,
	},
	beat_sheet: {
		id: 'beat_sheet',
		scope: 'novel',
		role: 'plan',
		inputs: ['concept', 'characters'],
		template: 'beat_sheet',
		reply: () => beatSheetReply,
		maxOutputTokens: 4_000,
		usualReplyTokens: () => 1_400,
		temperature: 0.5,
		version: 1,
	},
	motifs: {
		id: 'motifs',
		scope: 'novel',
		role: 'plan',
		inputs: ['concept', 'characters', 'beat_sheet'],
		template: 'motifs',
		reply: () => motifsReply,
		maxOutputTokens: 2_000,
		usualReplyTokens: () => 500,
		temperature: 0.7,
		version: 1,
	},
	outline: {
		id: 'outline',
		scope: 'novel',
		role: 'plan',
		inputs: ['concept', 'world', 'characters', 'beat_sheet', 'motifs'],
		template: 'outline',
		reply: (shape) => outlineReply(shape.chapters),
		maxOutputTokens: 16_000,
		usualReplyTokens: ({ chapters }) => 150 + 120 * chapters,
		temperature: 0.5,
		version: 1,
	},
	scene_plan: {
		id: 'scene_plan',
		scope: 'chapter',
		role: 'plan',
		inputs: ['chapter_memory'],
		template: 'scene_plan',
		reply: (shape) => scenePlanReply(shape.scenesPerChapter),
		maxOutputTokens: 4_000,
		usualReplyTokens: ({ scenesPerChapter: scenes }) => 80 + 360 * scenes,
		temperature: 0.5,
		version: 1,
	},
	scene_drafting: {
		id: 'scene_drafting',
		scope: 'scene',
		role: 'draft',
		inputs: ['scene_plan', 'chapter_memory'],
		template: 'scene_drafting',
		reply: undefined,
		maxOutputTokens: 600,
		usualReplyTokens: () => 0,
		temperature: 0.8,
		version: 1,
	},
	chapter_memory: {
		id: 'chapter_memory',
		scope: 'chapter',
		role: 'check',
		inputs: ['chapter_assembly'],
		template: 'chapter_memory',
		reply: () => chapterMemoryReply,
		maxOutputTokens: 3_000,
		usualReplyTokens: () => 1_000,
		temperature: 0.1,
		version: 1,
	},
	continuity_audit: {
		id: 'continuity_audit',
		scope: 'chapter',
		role: 'check',
		inputs: ['chapter_assembly', 'chapter_memory'],
		template: 'continuity_audit',
		reply: () => continuityAuditReply,
		maxOutputTokens: 3_000,
		usualReplyTokens: () => 120,
		temperature: 0.2,
		version: 1,
	},
	continuity_fix: {
		id: 'continuity_fix',
		scope: 'chapter',
		role: 'check',
		inputs: ['chapter_assembly', 'continuity_audit'],
		template: 'continuity_fix',
		reply: () => editsReply,
		maxOutputTokens: 3_000,
		usualReplyTokens: () => 250,
		temperature: 0.2,
		version: 1,
	},
	voice_pass: {
		id: 'voice_pass',
		scope: 'chapter',
		role: 'draft',
		inputs: ['chapter_assembly'],
		template: 'voice_pass',
		reply: () => editsReply,
		maxOutputTokens: 4_000,
		usualReplyTokens: () => 900,
		temperature: 0.5,
		version: 1,
	},
};

/** In the order in which they feed each other. */
export const novelStages: readonly NovelStageId[] = [
	'concept',
	'world',
	'characters',
	'beat_sheet',
	'motifs',
	'outline',
];

/**
 * Scenes of about 750 words: models follow a wanted length up to about a thousand words and lose it beyond
 * (arXiv 2408.07055, 2505.16234).
 */
export function scenesPerChapter(wordsPerChapter: number): number {
	return Math.max(1, Math.round(wordsPerChapter / 750));
}
