import { bibleEntries } from '../novel/bibleEntries.js';
import type { BibleEntry, Novel, OutlineChapter } from '../novel/novel.js';
import { withoutHeading } from '../prompts/promptView.js';
import { isUsed, templateUse, type TemplateUse } from '../prompts/usedVariables.js';
import type { FileInputs } from './draftBasis.js';
import { foldedHash } from './foldedHash.js';

/**
 * What of `novel.json` a chapter is written by. How many chapters there are, and the overview of all of them, say where
 * it stands; another chapter at the end of the book is no reason to write the first one anew.
 */
const settings = ['title', 'author', 'language', 'genre', 'pointOfView', 'tense', 'wordsPerChapter'] as const;

const singleFiles = [
	['premise', 'bible/premise.md'],
	['style', 'bible/style.md'],
	['concept', 'bible/concept.md'],
	['beatSheet', 'bible/beat-sheet.md'],
	['motifs', 'bible/motifs.md'],
] as const;

/** The files of a novel as the prompts of its chapters use them. */
export class BookInputs {
	readonly #novel: Novel;
	readonly #use: TemplateUse;
	readonly #common: readonly Input[];
	readonly entries: readonly BibleEntry[];

	constructor(novel: Novel) {
		this.#novel = novel;
		this.#use = templateUse(novel.templates, ['scene_plan', 'scene_drafting']);
		this.entries = bibleEntries(novel.bible);
		this.#common = [...this.#settings(), ...this.#bible(), ...this.#templates()];
	}

	/** Hashes by `setting:tense`, `file:bible/style.md`, `outline:own`, …; what no prompt of a chapter has is not among them. */
	of(chapter: number): FileInputs {
		const at = (number: number): OutlineChapter | undefined => this.#novel.outline.find((one) => one.number === number);
		const [own, next, previous] = [at(chapter), at(chapter + 1), at(chapter - 1)];
		return Object.fromEntries([
			...this.#common,
			...hashed('outline:own', own && JSON.stringify([own.title, own.beats, own.pov, own.location, own.time])),
			...hashed('outline:next', next && this.#opening(next)),
			...(isUsed(this.#use, 'previous') ? hashed('outline:previous', previous && this.#opening(previous)) : []),
		]);
	}

	/** Of a neighbour, its title and first beat are told, unless a template of the author's names its beats. */
	#opening({ title, beats }: OutlineChapter): string {
		const isWhole = ['next.beats', 'previous.beats', 'beats'].some((name) => this.#use.variables.has(name));
		return JSON.stringify([title, isWhole ? beats : beats.slice(0, 1)]);
	}

	#settings(): readonly Input[] {
		const used = settings.filter((field) => isUsed(this.#use, field));
		return used.flatMap((field) => hashed(`setting:${field}`, String(this.#novel.info[field])));
	}

	#bible(): readonly Input[] {
		const { bible } = this.#novel;
		const single = singleFiles.filter(([name]) => isUsed(this.#use, name));
		const lists = (['characters', 'world'] as const).filter((name) => isUsed(this.#use, name));
		return [
			...single.flatMap(([name, path]) => hashed(`file:${path}`, withoutHeading(bible[name]))),
			...lists.flatMap((name) => bible[name].flatMap(entryInput)),
		];
	}

	#templates(): readonly Input[] {
		const { templates } = this.#novel;
		return [...this.#use.own].flatMap((name) =>
			hashed(`file:prompts/${name}.md`, withoutNotes(templates.get(name) ?? '')),
		);
	}
}

/** Whether a file is one of the bible's entries, rather than about the book as a whole. */
export function isEntryPath(path: string): boolean {
	return path.startsWith('bible/') && !singleFiles.some(([, single]) => single === path);
}

type Input = readonly [name: string, hash: string];

function entryInput({ path, name, text }: BibleEntry): readonly Input[] {
	return hashed(`file:${path}`, `${name}\n${withoutHeading(text)}`);
}

function withoutNotes(template: string): string {
	return template.replace(/\{\{![^]*?\}\}/g, '');
}

/** Nothing for what is empty: then it is not there. */
function hashed(name: string, text: string | undefined): readonly Input[] {
	return text === undefined || text.trim() === '' ? [] : [[name, foldedHash(text)]];
}
