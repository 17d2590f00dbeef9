import { countOf, fieldsOf, textOf, textsOf, type Fields } from './briefFields.js';
import { SentenceMaker } from './sentenceMaker.js';
import type { SentenceKind } from './sentencePatterns.js';
import { hashOf, Variants } from './variants.js';

/** Paragraphs of narration, by what their sentences do; talk stands between them. */
const recipes: readonly (readonly SentenceKind[])[] = [
	['setting', 'action', 'setting'],
	['action', 'mind'],
	['other', 'action', 'brief'],
	['mind', 'mind', 'action'],
	['passage', 'setting'],
	['setting', 'mind'],
	['other', 'mind', 'other', 'action'],
	['action', 'setting', 'action', 'mind'],
	['brief', 'action'],
	['passage', 'other', 'mind'],
];

export function wordCount(text: string): number {
	return text.match(/\S+/g)?.length ?? 0;
}

/** The prose of a scene: each beat told once, played around with people, places and things, to the wanted number of words. */
export function sceneProse(brief: Fields, soFar = ''): string {
	const wanted = countOf(brief, 'words', 750);
	const scene = fieldsOf(brief['scene']);
	const opening = soFar === '' ? textOf(scene, 'opening') : '';
	const writer = new SceneWriter(brief, Math.max(0, wanted - wordCount(soFar)), soFar);
	return writer.write(opening, soFar === '' ? textsOf(scene, 'beats') : [], textOf(scene, 'closing'));
}

class SceneWriter {
	readonly #maker: SentenceMaker;
	readonly #variants: Variants;
	readonly #wanted: number;
	readonly #paragraphs: string[] = [];
	#written = 0;
	#turn = 0;

	constructor(brief: Fields, wanted: number, soFar: string) {
		const scene = fieldsOf(brief['scene']);
		const chapter = countOf(fieldsOf(brief['chapter']), 'number', 1);
		const place = (chapter - 1) * countOf(brief, 'sceneCount', 2) + countOf(scene, 'number', 1) - 1;
		this.#variants = new Variants(textOf(brief, 'title'), soFar === '' ? place : place + 1_000 + wordCount(soFar));
		this.#maker = new SentenceMaker(brief, this.#variants, `${textOf(brief, 'previousScene')} ${soFar}`);
		this.#wanted = wanted;
		this.#turn = hashOf(`${textOf(brief, 'title')}/${place}`) % recipes.length;
	}

	write(opening: string, beats: readonly string[], closing: string): string {
		const end = this.#maker.told(closing) || this.#maker.sentence('closing', this.#other());
		const body = Math.max(0, this.#wanted - wordCount(end));
		if (opening !== '') this.#add(this.#maker.told(opening));
		const told = beats.filter((_, index) => wordCount(beats.slice(0, index + 1).join(' ')) < body * 0.8);
		for (const [index, beat] of told.entries()) this.#playBeat(beat, (body * (index + 1)) / told.length);
		this.#fillTo(body);
		this.#finish(body);
		this.#paragraphs.push(end);
		return this.#paragraphs.join('\n\n');
	}

	#playBeat(beat: string, until: number): void {
		this.#add(
			[this.#maker.told(beat), this.#maker.sentence(this.#turn % 2 === 0 ? 'mind' : 'action', this.#other())].join(' '),
		);
		this.#fillTo(until);
	}

	/** Narration and talk by turns, while there is room for a paragraph. */
	#fillTo(until: number): void {
		while (until - this.#written > 34) {
			this.#turn++;
			if (this.#turn % 2 === 0 && this.#other() !== undefined && until - this.#written > 60) this.#talk();
			else this.#narrate(until);
		}
	}

	#narrate(until: number): void {
		const recipe = recipes[(this.#turn * 3) % recipes.length] ?? ['setting'];
		const sentences: string[] = [];
		for (const kind of recipe) {
			const next =
				sentences.length === 0
					? this.#maker.firstSentence(kind, this.#other())
					: this.#maker.sentence(kind, this.#other());
			if (sentences.length > 0 && this.#written + wordCount([...sentences, next].join(' ')) > until) break;
			sentences.push(next);
		}
		this.#add(sentences.join(' '));
	}

	#talk(): void {
		const other = this.#other();
		const asksFirst = this.#turn % 4 === 0;
		const [asker, answerer] = asksFirst ? (['A', 'B'] as const) : (['B', 'A'] as const);
		this.#add(this.#maker.speech('question', asker, other, true));
		this.#add(this.#maker.speech('evasion', answerer, other, this.#turn % 3 === 0));
		if (this.#turn % 3 !== 1)
			this.#add(
				`${this.#maker.speech('answer', asker, other, false)} ${this.#maker.sentence(asksFirst ? 'action' : 'other', other)}`,
			);
		if (this.#turn % 5 === 0) this.#add(this.#maker.speech('answer', answerer, other, true));
	}

	/** The last few words to the wanted number: the sentence that fits best, more than once if need be. */
	#finish(until: number): void {
		for (let round = 0; round < 6; round++) {
			const missing = until - this.#written;
			if (missing < 4) return;
			const candidates = (['brief', 'setting', 'mind', 'action'] as const).map((kind) =>
				this.#maker.sentence(kind, this.#other()),
			);
			const best =
				candidates.toSorted((a, b) => Math.abs(missing - wordCount(a)) - Math.abs(missing - wordCount(b)))[0] ?? '';
			this.#add(best);
		}
	}

	#other() {
		const others = this.#maker.players.slice(1);
		return others[Math.floor(this.#turn / 4) % Math.max(1, others.length)];
	}

	#add(paragraph: string): void {
		this.#paragraphs.push(paragraph);
		this.#written += wordCount(paragraph);
	}
}
