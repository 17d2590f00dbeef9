import type { z } from 'zod';
import type { NovelInfo, OutlineChapter } from '../novel/novel.js';
import { formatOutline, outlinePath } from '../novel/outline.js';
import { beatSheetReply, charactersReply, conceptReply, motifsReply, outlineReply, worldReply } from './replies.js';
import { byPath, type PlannedFile } from '../novel/markdownFile.js';
import { uniqueSlugs } from '../novel/slug.js';
import type { NovelStageId } from './stages.js';

/**
 * What a planning stage replied, as Markdown for the author to edit; sorted by path, as the folder is read back.
 * @param reply must fit the stage's schema
 */
export function planFiles(stage: NovelStageId, reply: unknown, info: NovelInfo): PlannedFile[] {
	return planners[stage](reply, info).sort(byPath);
}

const planners: Readonly<Record<NovelStageId, (reply: unknown, info: NovelInfo) => PlannedFile[]>> = {
	concept: (reply) => [{ path: 'bible/concept.md', text: conceptText(conceptReply.parse(reply)) }],
	world: (reply) => worldFiles(worldReply.parse(reply)),
	characters: (reply) => characterFiles(charactersReply.parse(reply)),
	beat_sheet: (reply) => [{ path: 'bible/beat-sheet.md', text: beatSheetText(beatSheetReply.parse(reply)) }],
	motifs: (reply) => [{ path: 'bible/motifs.md', text: motifsText(motifsReply.parse(reply)) }],
	outline: (reply, info) => [
		{ path: outlinePath, text: outlineText(outlineReply(info.chapters).parse(reply), info.title) },
	],
};

type Character = z.infer<typeof charactersReply>['characters'][number];
type Place = z.infer<typeof worldReply>['places'][number];
type World = z.infer<typeof worldReply>;

function conceptText(concept: z.infer<typeof conceptReply>): string {
	return markdown(
		'# Concept',
		concept.logline,
		'## The question',
		concept.question,
		'## Promises to the reader',
		list(concept.promises),
		'## The ending',
		concept.ending,
	);
}

function worldFiles({ rules, places }: World): PlannedFile[] {
	const slugs = uniqueSlugs(
		places.map((place) => place.name),
		'place',
		['rules', 'readme'],
	);
	const files = places.map((place, index) => ({ path: `bible/world/${slugs[index]}.md`, text: placeText(place) }));
	return rules.length === 0 ? files : [...files, { path: 'bible/world/rules.md', text: rulesText(rules) }];
}

function rulesText(rules: World['rules']): string {
	const sections = rules.flatMap((rule) => [
		`## ${oneLine(rule.rule)}`,
		fields([
			['Limit', rule.limit],
			['Cost', rule.cost],
			['Effect', rule.effect],
		]),
	]);
	return markdown('# Rules of this world', ...sections);
}

function placeText(place: Place): string {
	const details = fields([
		['Senses', place.senses],
		['Pressure', place.pressure],
	]);
	return markdown(`# ${oneLine(place.name)}`, place.description, details);
}

function characterFiles({ characters }: z.infer<typeof charactersReply>): PlannedFile[] {
	const slugs = uniqueSlugs(
		characters.map((character) => character.name),
		'character',
		['readme'],
	);
	return characters.map((character, index) => ({
		path: `bible/characters/${slugs[index]}.md`,
		text: characterText(character),
	}));
}

function characterText(character: Character): string {
	const details = fields([
		['Also called', character.aliases.join(', ')],
		['Born', character.born],
		['Always', character.traits.join('; ')],
		['Want', character.want],
		['Need', character.need],
		['Wound', character.wound],
		['Lie', character.lie],
		['Limits', character.limits.join('; ')],
		['Voice', character.voice],
	]);
	const lines = character.sampleLines.map((line) => `> ${oneLine(line)}`).join('\n>\n');
	return markdown(`# ${oneLine(character.name)}`, character.role, details, '## Lines', lines);
}

function beatSheetText({ beats }: z.infer<typeof beatSheetReply>): string {
	const sections = beats
		.toSorted((a, b) => a.chapter - b.chapter)
		.flatMap((beat) => [
			`## ${oneLine(beat.name)} (chapter ${beat.chapter})`,
			fields([
				['Cause', beat.cause],
				['Change', beat.change],
			]),
		]);
	return markdown('# Beat sheet', ...sections);
}

function motifsText({ motifs }: z.infer<typeof motifsReply>): string {
	const sections = motifs.flatMap((motif) => [
		`## ${oneLine(motif.image)}`,
		fields([
			['Whose', motif.owner],
			['Chapters', [...new Set(motif.chapters)].sort((a, b) => a - b).join(', ')],
			['Variation', motif.variation],
		]),
	]);
	return markdown('# Motifs', ...sections);
}

function outlineText({ chapters }: z.infer<ReturnType<typeof outlineReply>>, title: string): string {
	const numbered = chapters.map((chapter, index): OutlineChapter => ({ ...chapter, number: index + 1, line: 0 }));
	return formatOutline(title, numbered);
}

function markdown(...blocks: readonly string[]): string {
	return (
		blocks
			.map((block) => block.trim())
			.filter((block) => block !== '')
			.join('\n\n') + '\n'
	);
}

function fields(pairs: ReadonlyArray<readonly [string, string]>): string {
	return list(pairs.filter(([, value]) => oneLine(value) !== '').map(([name, value]) => `**${name}:** ${value}`));
}

function list(items: readonly string[]): string {
	return items.map((item) => `- ${oneLine(item)}`).join('\n');
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
