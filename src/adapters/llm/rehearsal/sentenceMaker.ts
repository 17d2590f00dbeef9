import { castOf, presentPlayers, type Player } from './cast.js';
import { fieldsOf, textOf, type Fields } from './briefFields.js';
import { dialoguePatterns } from './dialoguePatterns.js';
import { objectsOf } from './objects.js';
import { toPast } from './pastTense.js';
import { sentencePatterns, type SentenceKind } from './sentencePatterns.js';
import type { Variants } from './variants.js';
import { wordBanks } from './wordBanks.js';

type SpeechKind = keyof typeof dialoguePatterns;

/** Makes sentences of one scene; none twice, as long as there are others. */
export class SentenceMaker {
	readonly players: readonly Player[];
	readonly #variants: Variants;
	readonly #banks: Readonly<Record<string, readonly string[]>>;
	readonly #place: string;
	readonly #names: ReadonlySet<string>;
	readonly #orders = new Map<string, { readonly items: readonly string[]; next: number }>();
	readonly #said = new Set<string>();
	readonly #quotes: readonly [string, string];

	constructor(brief: Fields, variants: Variants, avoid: string) {
		const cast = castOf(brief);
		const objects = objectsOf(brief);
		this.players = presentPlayers(brief, cast);
		this.#variants = variants;
		this.#banks = {
			...wordBanks,
			object: objects.length > 3 ? objects : [...objects, ...(wordBanks['thing'] ?? []).slice(0, 6)],
		};
		this.#place = placeOf(brief);
		this.#names = new Set([...cast, ...this.players].flatMap((one) => one.fullName.split(' ')));
		this.#quotes = JSON.stringify(brief).includes('‘') ? ['‘', '’'] : ['“', '”'];
		for (const sentence of avoid.split(/(?<=[.!?])\s+/)) this.#said.add(sentence.trim());
	}

	/** @param other who else takes part; a pattern that needs one is passed over where there is none. */
	sentence(kind: SentenceKind, other: Player | undefined): string {
		return this.#make(kind, sentencePatterns[kind], other);
	}

	/** The first sentence of a paragraph: it names whom it is about. */
	firstSentence(kind: SentenceKind, other: Player | undefined): string {
		const named = sentencePatterns[kind].map((pattern) => pattern.replace(/^\{he\}/, '{A}').replace(/^\{bhe\}/, '{B}'));
		return this.#make(kind, named, other);
	}

	/** A line in its quotation marks, with or without who says it. */
	speech(kind: SpeechKind, speaker: 'A' | 'B', other: Player | undefined, tagged: boolean): string {
		const line = this.#make(kind, dialoguePatterns[kind], other);
		const [open, close] = this.#quotes;
		if (!tagged) return `${open}${line}${close}`;
		const asked = line.endsWith('?');
		const tag = lowerFirst(this.#make(`tag${speaker}`, dialoguePatterns[`tag${speaker}`], other, true)).replace(
			asked ? 'answered' : 'asked',
			'said',
		);
		return `${open}${asked ? line : line.replace(/\.$/, ',')}${close} ${this.#keepName(tag)}.`;
	}

	/** What the plan says in the present tense, told in the past. */
	told(text: string): string {
		const past = toPast(text.trim(), this.#names);
		return past === '' || /[.!?…’”"]$/.test(past) ? upperFirst(past) : `${upperFirst(past)}.`;
	}

	#make(kind: string, patterns: readonly string[], other: Player | undefined, mayRepeat = false): string {
		const usable = patterns.filter((pattern) => other !== undefined || !/\{b?B|\{bh/.test(pattern));
		let sentence = '';
		for (let attempt = 0; attempt < 12; attempt++) {
			sentence = sentenceCase(this.#fill(this.#nextOf(kind, usable), other));
			if (mayRepeat || !this.#said.has(sentence)) break;
		}
		this.#said.add(sentence);
		return sentence;
	}

	#nextOf(kind: string, patterns: readonly string[]): string {
		const key = `${kind}/${patterns.length}`;
		const order = this.#orders.get(key) ?? { items: this.#variants.shuffled(kind, patterns), next: 0 };
		this.#orders.set(key, order);
		return order.items[order.next++ % order.items.length] ?? '';
	}

	#fill(pattern: string, other: Player | undefined): string {
		const gaps = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').filter((gap) => gap in this.#banks);
		const indices = this.#variants.choose(
			pattern,
			gaps.map((gap) => this.#banks[gap]?.length ?? 1),
		);
		const used = new Set<string>();
		let nth = 0;
		return pattern.replace(/\{(\w+)\}/g, (whole, gap: string) => {
			const bank = this.#banks[gap];
			return bank === undefined ? this.#fixed(gap, other, whole) : unusedFrom(bank, indices[nth++] ?? 0, used);
		});
	}

	#fixed(gap: string, other: Player | undefined, whole: string): string {
		const self = this.players[0];
		switch (gap) {
			case 'A':
				return self?.name ?? 'Somebody';
			case 'B':
				return other?.name ?? 'somebody';
			case 'place':
				return this.#place;
			case 'he':
			case 'him':
			case 'his':
				return self?.[gap] ?? whole;
			case 'bhe':
			case 'bhim':
			case 'bhis':
				return other?.[gap.slice(1) as 'he' | 'him' | 'his'] ?? whole;
			default:
				return whole;
		}
	}

	#keepName(tag: string): string {
		const name = this.players.map((one) => one.name).find((one) => tag.startsWith(lowerFirst(one)));
		return name === undefined ? tag : upperFirst(tag);
	}
}

function unusedFrom(bank: readonly string[], index: number, used: Set<string>): string {
	const at = bank.findIndex((_, offset) => !used.has(bank[(index + offset) % bank.length] ?? ''));
	const word = bank[(index + Math.max(0, at)) % bank.length] ?? '';
	used.add(word);
	return word;
}

function placeOf(brief: Fields): string {
	const place = textOf(fieldsOf(brief['scene']), 'place') || textOf(fieldsOf(brief['chapter']), 'location');
	const short = place.split(/[,;(]|\s(?:in|of|at|on|by|near|behind|above|below|under|and)\s/)[0]?.trim() ?? '';
	if (short === '') return 'the house';
	return /^(?:the|an?|his|her|their|our|my|between|both|near|under|above)\s/i.test(short) || /^\p{Lu}/u.test(short)
		? lowerArticle(short)
		: `the ${short}`;
}

function lowerArticle(text: string): string {
	return text.replace(/^(?:The|An?|His|Her|Their|Between|Both|Near|Under|Above)\b/, (word) => word.toLowerCase());
}

function sentenceCase(text: string): string {
	return upperFirst(text).replace(/[.!?] \p{Ll}/gu, (start) => start.toUpperCase());
}

export function upperFirst(text: string): string {
	return text.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}

function lowerFirst(text: string): string {
	return text.replace(/\p{L}/u, (letter) => letter.toLowerCase());
}
