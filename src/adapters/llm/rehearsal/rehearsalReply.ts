import type { CallPurpose } from '../../../core/models/languageModel.js';
import type { ModelStageId } from '../../../core/pipeline/stages.js';
import { fieldsOf, type Fields } from './briefFields.js';
import { chapterMemory, continuityAudit, continuityFix, voicePass } from './checkReplies.js';
import { beatSheet, characters, concept, motifs, outline, world } from './novelReplies.js';
import { scenePlan } from './scenePlanReply.js';
import { sceneProse } from './sceneProse.js';

const jsonReplies: Readonly<Record<Exclude<ModelStageId, 'scene_drafting'>, (brief: Fields) => unknown>> = {
	concept,
	world,
	characters,
	beat_sheet: beatSheet,
	motifs,
	outline,
	scene_plan: scenePlan,
	chapter_memory: chapterMemory,
	continuity_audit: continuityAudit,
	continuity_fix: continuityFix,
	voice_pass: voicePass,
};

/** The rest of the reply after `soFar`, in the shape of the stage; a plain sentence for a stage that has none. */
export function rehearsalReply(purpose: CallPurpose, soFar: string): string {
	const brief = fieldsOf(purpose.brief);
	if (purpose.stage === 'scene_drafting') return continued(sceneProse(brief), soFar, () => sceneProse(brief, soFar));
	const reply = (jsonReplies as Readonly<Record<string, (brief: Fields) => unknown>>)[purpose.stage];
	const whole = reply === undefined ? 'This is a rehearsal.' : JSON.stringify(reply(brief), undefined, '\t');
	return continued(whole, soFar, () => whole);
}

/** What was cut off goes on where it stopped, blanks at the cut not counted. */
function continued(whole: string, soFar: string, otherwise: () => string): string {
	if (soFar === '') return whole;
	const trimmed = soFar.trimEnd();
	if (!whole.startsWith(trimmed)) return joined(trimmed, otherwise());
	const rest = whole.slice(trimmed.length);
	return soFar.length > trimmed.length ? rest.trimStart() : rest;
}

/** Other text than ours was begun: end its sentence, then go on in a new paragraph. */
function joined(before: string, rest: string): string {
	return /[.!?…][’”"')]*$/.test(before) ? `\n\n${rest}` : `, and that was all for now.\n\n${rest}`;
}
