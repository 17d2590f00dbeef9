import beatSheet from './templates/beat_sheet.md';
import bible from './templates/bible.md';
import book from './templates/book.md';
import chapterMemory from './templates/chapter_memory.md';
import characters from './templates/characters.md';
import concept from './templates/concept.md';
import continuityAudit from './templates/continuity_audit.md';
import continuityFix from './templates/continuity_fix.md';
import editor from './templates/editor.md';
import motifs from './templates/motifs.md';
import outline from './templates/outline.md';
import sceneDrafting from './templates/scene_drafting.md';
import scenePlan from './templates/scene_plan.md';
import story from './templates/story.md';
import voicePass from './templates/voice_pass.md';
import world from './templates/world.md';

/** By the name under which `prompts/<name>.md` of a novel overrides it: one a model stage, and the partials they share. */
export const builtInTemplates: ReadonlyMap<string, string> = new Map([
	['concept', concept],
	['world', world],
	['characters', characters],
	['beat_sheet', beatSheet],
	['motifs', motifs],
	['outline', outline],
	['scene_plan', scenePlan],
	['scene_drafting', sceneDrafting],
	['chapter_memory', chapterMemory],
	['continuity_audit', continuityAudit],
	['continuity_fix', continuityFix],
	['voice_pass', voicePass],
	['book', book],
	['bible', bible],
	['story', story],
	['editor', editor],
]);
