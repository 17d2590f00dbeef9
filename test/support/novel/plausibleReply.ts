import type { AimockRequest } from '../aimock.js';
import { plausibleEdits } from './plausibleEdits.js';
import { plausibleFindings } from './plausibleFindings.js';
import { otherWords, plausibleItems, plausibleWords } from './plausibleLengths.js';
import type { PlausibleWriter } from './plausibleWriter.js';
import { quotableIn, sectionIn, type ReplySchema } from './readablePrompt.js';

export interface ReplyMaker {
	readonly request: AimockRequest;
	readonly writer: PlausibleWriter;
	/** From 0 to 1, the same for whatever is asked about the same chapter. */
	readonly luck: number;
	/** Factor of the lengths of all texts. */
	readonly wordiness: number;
}

/** A filled schema, with lists and texts as long as such replies have them. */
export function plausibleReply(schema: ReplySchema, maker: ReplyMaker): unknown {
	return new Reply(maker).of(schema, '');
}

const attributes: readonly string[] =
	'identity,location,possession,goal,injury,ability,status,secret,reputation,oath,debt,relationship,other: schedule'.split(
		',',
	);

const isLabel = /(?:name|title|aliases)$/;

class Reply {
	readonly #maker: ReplyMaker;
	readonly #wordiness: number;
	readonly #quotes: readonly string[];
	/** Of the book: no beat and no motif lies beyond. */
	readonly #chapters: number;
	readonly #labels = new Set<string>();

	constructor(maker: ReplyMaker) {
		const { request, writer, wordiness } = maker;
		this.#maker = maker;
		// One reply is terse all through, another at length.
		this.#wordiness = (wordiness * writer.between([82, 118])) / 100;
		this.#quotes = quotableIn(sectionIn(request.prompt, 'Chapter '));
		this.#chapters = Number(/^Length: (\d+) chapters/m.exec(request.system)?.[1] ?? 12);
	}

	/** @param place names of properties from the root, joined by points */
	of(schema: ReplySchema, place: string): unknown {
		const { writer } = this.#maker;
		const special = this.#special[place];
		if (special !== undefined) return special();
		if (schema.enum !== undefined) return writer.pick(schema.enum);
		if (schema.properties !== undefined) return this.#object(schema.properties, place);
		if (schema.items !== undefined) return this.#list(schema, schema.items, place);
		if (schema.type === 'integer') return writer.between([1, this.#chapters]);
		if (schema.type === 'number') return writer.between([2, 80]) / 100;
		return isLabel.test(place) ? this.#label() : this.#text(place);
	}

	readonly #special: Readonly<Record<string, () => unknown>> = {
		'characters.name': () => this.#unlike(() => this.#maker.writer.newName()),
		'characters.born': () => `${this.#maker.writer.between([1899, 1962])}, in the town`,
		'motifs.owner': () => this.#maker.writer.name(),
		'chapters.pov': () => this.#maker.writer.name(),
		'scenes.pov': () => /^Point of view: (.+)$/m.exec(this.#maker.request.prompt)?.[1] ?? this.#maker.writer.name(),
		'scenes.characters': () => this.#cast(),
		'facts.subject': () => this.#maker.writer.name(),
		'facts.attribute': () => this.#maker.writer.pick(attributes),
		'facts.quote': () => this.#quote(),
		'knowledge.character': () => this.#maker.writer.name(),
		threads: () => this.#threads(),
		findings: () => plausibleFindings(this.#maker, this.#quotes, (place) => this.#text(place)),
		edits: () => plausibleEdits(this.#maker, this.#quotes, (place) => this.#text(place)),
	};

	#object(properties: Readonly<Record<string, ReplySchema>>, place: string): unknown {
		const inside = place === '' ? '' : `${place}.`;
		return Object.fromEntries(
			Object.entries(properties).map(([key, inner]) => [key, this.of(inner, `${inside}${key}`)]),
		);
	}

	#list(schema: ReplySchema, items: ReplySchema, place: string): unknown {
		const wanted = this.#items(place);
		const length = Math.min(Math.max(wanted, schema.minItems ?? 0), schema.maxItems ?? wanted);
		const list = Array.from({ length }, () => this.of(items, place));
		return list.sort((a, b) => orderOf(a) - orderOf(b));
	}

	#items(place: string): number {
		return this.#maker.writer.between(plausibleItems[place] ?? [3, 5]);
	}

	#text(place: string): string {
		const words = this.#maker.writer.between(plausibleWords[place] ?? otherWords);
		return this.#maker.writer.notes(words * this.#wordiness);
	}

	#quote(): string {
		return this.#quotes.length === 0 ? this.#label() : this.#maker.writer.pick(this.#quotes);
	}

	#label(): string {
		return this.#unlike(() => this.#maker.writer.label());
	}

	/** Names and titles become names of files. */
	#unlike(make: () => string): string {
		for (;;) {
			const one = make();
			if (this.#labels.has(one)) continue;
			this.#labels.add(one);
			return one;
		}
	}

	#cast(): readonly string[] {
		const { writer } = this.#maker;
		return [...new Set(Array.from({ length: this.#items('scenes.characters') }, () => writer.name()))];
	}

	/** Some that are open already, under the names they have, and some new ones. */
	#threads(): unknown {
		const { request, writer } = this.#maker;
		const open = sectionIn(request.prompt, 'Threads open before')
			.split('\n')
			.filter((name) => name !== '');
		return Array.from({ length: this.#items('threads') }, () => {
			const known = open.length > 0 && writer.chance(0.6);
			const [name] = known ? open.splice(writer.between([0, open.length - 1]), 1) : [this.#label()];
			const action = known ? (writer.chance(0.3) ? 'pay' : 'advance') : 'plant';
			return { name, action, quote: this.#quote() };
		});
	}
}

/** Lists of chapters, and of what happens in them, are in their order. */
function orderOf(item: unknown): number {
	if (typeof item === 'number') return item;
	return typeof item === 'object' && item !== null && 'chapter' in item ? Number(item.chapter) : 0;
}
