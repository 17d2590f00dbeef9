import { sentencesOf } from '../../../src/core/prose/sentences.js';
import type { AimockRequest } from '../aimock.js';

/** A JSON Schema, as far as replies of the pipeline use it. */
export interface ReplySchema {
	readonly type?: string;
	readonly properties?: Readonly<Record<string, ReplySchema>>;
	readonly items?: ReplySchema;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly enum?: readonly string[];
	readonly maximum?: number;
}

/** The schema that stands at the end of a task; undefined when prose is asked for. */
export function schemaIn(prompt: string): ReplySchema | undefined {
	const at = prompt.lastIndexOf('JSON Schema:\n');
	return at < 0 ? undefined : (JSON.parse(prompt.slice(prompt.indexOf('{', at))) as ReplySchema);
}

/** What stands under a heading of the first level, to the next one; empty when there is none. */
export function sectionIn(prompt: string, heading: string): string {
	const at = `\n${prompt}`.indexOf(`\n# ${heading}`);
	if (at < 0) return '';
	const start = prompt.indexOf('\n', at + 1);
	const rest = start < 0 ? '' : prompt.slice(start);
	return rest.split(/\n# |\nBring this chapter nearer/)[0]?.trim() ?? '';
}

/** The first heading of the task, which tells one chapter or scene from another. */
export function placeIn(prompt: string): string {
	return Array.from(prompt.matchAll(/^# .*[Cc]hapter \d+.*$/gm), ([line]) => line).join('\n');
}

const fullName = /^\p{Lu}\S+(?: \p{Lu}\S+)+$/u;

/** Full names of the people whom the prompt is about, or of all who are in the book; empty when nobody has a name. */
export function peopleIn({ system, prompt }: AimockRequest): readonly string[] {
	const present = /^Present: (.+)$/m.exec(prompt)?.[1] ?? sectionIn(prompt, 'Names to use');
	const sources = [
		present.split(',').map((name) => name.trim()),
		Array.from(system.matchAll(/^## Character: (.+)$/gm), (match) => match[1] ?? ''),
		prompt.match(/(?<=\p{Ll},? |^- )\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/gmu) ?? [],
	];
	return sources.map((names) => names.filter((name) => fullName.test(name))).find((names) => names.length > 0) ?? [];
}

const quoteWords = { least: 6, most: 22, cutTo: 14 };

/** Passages of a sentence or less, each copied as it stands and found only once. */
export function quotableIn(text: string): readonly string[] {
	return sentencesOf(text)
		.map(({ text: sentence }) => shortened(sentence))
		.filter((quote) => quote.split(' ').length >= quoteWords.least && text.indexOf(quote) === text.lastIndexOf(quote));
}

function shortened(sentence: string): string {
	const words = sentence.split(' ');
	return words.length <= quoteWords.most ? sentence : words.slice(0, quoteWords.cutTo).join(' ');
}
