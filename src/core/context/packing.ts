import type { TokenCounter } from '../models/tokenCounter.js';
import type { ContextItem } from './contextItem.js';
import { extracted, isWhole, sentenceStretches, type Stretch } from './extract.js';
import { gapAfter, inLayoutOrder, layOut, type Laid } from './layOut.js';
import { NearDuplicates } from './nearDuplicates.js';
import type { RankedUnit } from './rankedUnits.js';
import { relevanceOf, type RelevancePorts } from './relevance.js';

export interface PackingPorts extends RelevancePorts {
	readonly tokens: TokenCounter;
}

/** An item as it goes in. */
export interface PackedItem extends Laid {
	readonly at: number;
	readonly shortened: boolean;
}

/** No token of prose is longer; what has more characters for each token that is left is not counted. */
const mostCharactersPerToken = 16;
/** Counted at once: about what the room takes, and a little more. */
const charactersPerToken = 5;
const fewestCounted = 2_000;
const mostCounted = 400;
/** Batches of which nothing fits, before the rest is left. */
const mostInVain = 2;
/** Shorter texts, and less room, are not worth an extract. */
const shortestExtracted = 200;
const leastRoomForExtract = 24;
const mostExtracts = 3;
/** Tokens of the mark where something is left out, with its blanks. */
const markTokens = 4;
const mostCorrections = 3;

interface Costed {
	readonly unit: RankedUnit;
	readonly cost: number;
}

interface Chosen {
	readonly unit: RankedUnit;
	readonly stretch: Stretch;
}

/** Takes units in their order while there is room; what is estimated on the way is counted at the end, as it is laid out. */
export class Packing {
	readonly #required: readonly PackedItem[];
	readonly #units: readonly RankedUnit[];
	readonly #query: string;
	readonly #ports: PackingPorts;
	readonly #room: number;
	readonly #chosen: Chosen[] = [];
	#taken = new NearDuplicates();
	/** Index of an item, with the key of the one that says the same. */
	readonly #duplicates = new Map<number, string>();
	/** What was left since something says the same, with its tokens. */
	readonly #repeated: Costed[] = [];
	readonly #headings = new Map<string, number>();
	readonly #sections = new Set<string>();
	/** What did not fit when it was its turn, with its tokens. */
	readonly #unfit: Costed[] = [];
	#left: number;
	#next = 0;
	#extracts = 0;

	/**
	 * @param required by index; with what they take in tokens
	 * @param room tokens as they are counted here
	 */
	constructor(
		required: readonly { readonly item: ContextItem; readonly at: number }[],
		requiredTokens: number,
		units: readonly RankedUnit[],
		{ query, room }: { readonly query: string; readonly room: number },
		ports: PackingPorts,
	) {
		this.#required = required.map(({ item, at }) => ({ item, at, text: item.text, shortened: false }));
		this.#units = units;
		this.#query = query;
		this.#ports = ports;
		this.#room = room;
		this.#left = room - requiredTokens;
		this.#noteWhatIsIn();
	}

	get duplicates(): ReadonlyMap<number, string> {
		return this.#duplicates;
	}

	/** @returns what goes in, in layout order, and its tokens as counted here */
	async pack(): Promise<{ readonly packed: readonly PackedItem[]; readonly tokens: number }> {
		await this.#fill();
		let tokens = await this.#correct();
		for (let round = 0; round < mostCorrections; round++) {
			this.#left = this.#room - tokens;
			if (!this.#topUp()) break;
			tokens = await this.#correct();
		}
		return { packed: this.#packed(), tokens };
	}

	async #fill(): Promise<void> {
		for (let inVain = 0; this.#left > 0 && this.#next < this.#units.length && inVain < mostInVain;) {
			const before = this.#chosen.length;
			await this.#take(this.#nextBatch());
			inVain = this.#chosen.length > before ? 0 : inVain + 1;
		}
	}

	#nextBatch(): readonly RankedUnit[] {
		const batch: RankedUnit[] = [];
		let characters = 0;
		while (this.#next < this.#units.length && batch.length < mostCounted) {
			const unit = this.#units[this.#next];
			if (unit === undefined || characters > this.#left * charactersPerToken + fewestCounted) break;
			this.#next++;
			batch.push(unit);
			if (this.#mayFit(unit)) characters += unit.text.length;
		}
		return batch;
	}

	#mayFit({ text }: RankedUnit): boolean {
		return text.length <= this.#left * mostCharactersPerToken;
	}

	async #take(batch: readonly RankedUnit[]): Promise<void> {
		const counted = batch.filter((unit) => this.#mayFit(unit));
		const costs = new Map(await this.#costsOf(counted));
		for (const unit of batch) {
			const duplicate = costs.has(unit) ? this.#taken.duplicateOf(unit.text) : undefined;
			const cost = costs.get(unit) ?? Number.POSITIVE_INFINITY;
			if (duplicate !== undefined) {
				this.#repeated.push({ unit, cost });
				if (unit.isWholeItem) this.#duplicates.set(unit.at, duplicate);
			} else if (cost + this.#headingOf(unit.item) <= this.#left) {
				this.#choose(unit, unit.stretch, cost);
			} else {
				this.#unfit.push({ unit, cost });
				await this.#shorten(unit);
			}
		}
	}

	/** In tokens as a line or paragraph of its own; headings that are new are counted on the way. */
	async #costsOf(units: readonly RankedUnit[]): Promise<readonly (readonly [RankedUnit, number])[]> {
		const headings = new Set(units.map(({ item }) => headingOf(item)).filter((one) => !this.#headings.has(one)));
		const texts = units.map((unit) => unit.text + gapAfter(unit.item));
		const counts = await this.#ports.tokens.countAll([...texts, ...headings]);
		[...headings].forEach((heading, at) => this.#headings.set(heading, counts[texts.length + at] ?? 0));
		return units.map((unit, at) => [unit, (counts[at] ?? 0) + (unit.isWholeItem ? 0 : markTokens)]);
	}

	#headingOf(item: ContextItem): number {
		return this.#sections.has(placeOf(item)) ? 0 : (this.#headings.get(headingOf(item)) ?? 0);
	}

	#choose(unit: RankedUnit, stretch: Stretch, cost: number): void {
		this.#left -= cost + this.#headingOf(unit.item);
		this.#sections.add(placeOf(unit.item));
		this.#chosen.push({ unit, stretch });
		if (stretch === unit.stretch) this.#taken.add(unit.item.key, unit.text);
	}

	/** The sentences of a unit that say most about what is asked for, as far as there is room. */
	async #shorten(unit: RankedUnit): Promise<void> {
		if (unit.text.length < shortestExtracted || this.#left < leastRoomForExtract) return;
		if (this.#extracts >= mostExtracts) return;
		const stretches = sentenceStretches(unit.item.text, unit.stretch);
		if (stretches.length < 2) return;
		this.#extracts++;
		const sentences = await this.#sentencesOf(unit, stretches);
		const costs = await this.#costsOf(sentences);
		for (const [sentence, cost] of costs)
			if (cost + this.#headingOf(sentence.item) <= this.#left) this.#choose(unit, sentence.stretch, cost);
	}

	/** Best first, no more than there may be room for. */
	async #sentencesOf(unit: RankedUnit, stretches: readonly Stretch[]): Promise<readonly RankedUnit[]> {
		const texts = stretches.map(({ start, end }) => unit.item.text.slice(start, end));
		// Each for itself: what stands around them is as good as the unit is already.
		const asTexts = texts.map((text) => ({ text, isSequel: false }));
		const relevance = await relevanceOf(this.#query, asTexts, this.#ports);
		const isAsked = relevance.some((share) => share > 0);
		const ranked = stretches
			.map((stretch, at): RankedUnit => {
				const share = relevance[at] ?? 0;
				return { ...unit, stretch, text: texts[at] ?? '', isWholeItem: false, relevance: share, score: share };
			})
			.filter(({ relevance: share }) => !isAsked || share > 0)
			.sort((a, b) => b.relevance - a.relevance || a.stretch.start - b.stretch.start);
		let characters = 0;
		return ranked.filter(({ text }) => (characters += text.length) <= this.#left * mostCharactersPerToken);
	}

	/** Takes back what was taken last until the text as it is laid out fits. */
	async #correct(): Promise<number> {
		const before = this.#chosen.length;
		for (;;) {
			const tokens = await this.#ports.tokens.count(layOut(this.#packed()));
			if (tokens <= this.#room || this.#chosen.length === 0) {
				if (this.#chosen.length < before) this.#noteWhatIsIn();
				return tokens;
			}
			this.#chosen.pop();
		}
	}

	/** Anew: what said the same as something that was taken back may go in after all. */
	#noteWhatIsIn(): void {
		this.#taken = new NearDuplicates();
		this.#sections.clear();
		const whole = this.#chosen.filter(({ unit, stretch }) => stretch === unit.stretch);
		for (const { item, text } of [...this.#required, ...whole.map(({ unit }) => unit)]) this.#taken.add(item.key, text);
		for (const { item } of [...this.#required, ...this.#chosen.map(({ unit }) => unit)])
			this.#sections.add(placeOf(item));
		for (const one of this.#repeated.splice(0)) {
			const duplicate = this.#taken.duplicateOf(one.unit.text);
			if (duplicate === undefined) this.#unfit.push(one);
			else this.#repeated.push(one);
			if (duplicate !== undefined && one.unit.isWholeItem) this.#duplicates.set(one.unit.at, duplicate);
			else this.#duplicates.delete(one.unit.at);
		}
	}

	/** What did not fit by the estimate may fit by the count. */
	#topUp(): boolean {
		const whole = new Set(this.#chosen.map(({ unit }) => unit.at));
		const before = this.#chosen.length;
		for (const { unit, cost } of this.#unfit) {
			if (whole.has(unit.at) || cost + this.#headingOf(unit.item) > this.#left) continue;
			const duplicate = this.#taken.duplicateOf(unit.text);
			if (duplicate === undefined) this.#choose(unit, unit.stretch, cost);
			else if (unit.isWholeItem) this.#duplicates.set(unit.at, duplicate);
		}
		return this.#chosen.length > before;
	}

	#packed(): readonly PackedItem[] {
		const byItem = Map.groupBy(this.#chosen, ({ unit }) => unit.at);
		const optional = [...byItem].flatMap(([at, chosen]): readonly PackedItem[] => {
			const item = chosen[0]?.unit.item;
			if (item === undefined) return [];
			if (chosen.some(({ unit, stretch }) => unit.isWholeItem && stretch === unit.stretch))
				return [{ item, at, text: item.text, shortened: false }];
			const stretches = chosen.map(({ stretch }) => stretch);
			return [{ item, at, text: extracted(item.text, stretches), shortened: !isWhole(item.text, stretches) }];
		});
		return inLayoutOrder([...this.#required, ...optional].toSorted((a, b) => a.at - b.at));
	}
}

function headingOf(item: ContextItem): string {
	return item.section === '' ? '' : item.section + gapAfter(item);
}

/** What stays the same stands first, so that a section may have its heading twice. */
function placeOf({ section, stable = false }: ContextItem): string {
	return `${stable ? 1 : 0}${section}`;
}
