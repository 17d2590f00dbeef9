import { fingerprintOf, textHash } from '../../core/pipeline/fingerprint.js';
import type { ChapterMemory } from '../../core/pipeline/replies.js';
import type { MemoryDetails, MemoryId, MemorySource, NewMemory } from '../../core/memory/entry.js';
import { factText, knowledgeText } from '../../core/memory/restatedDetails.js';
import { quoteOffsets } from '../../core/prose/paragraphLocation.js';
import { entitiesIn } from '../../core/prose/namesIn.js';
import { passagesOf, type Passage } from '../../core/prose/passages.js';

/** A chapter as it is read into memory. */
export interface ReadChapter {
	readonly chapter: number;
	/** Of its file, relative to the novel's folder. */
	readonly path: string;
	/** Without heading and comments. */
	readonly body: string;
	/** People, places and things that the novel names. */
	readonly names: readonly string[];
	/** What a model read out of it; undefined when none has. */
	readonly memory: ChapterMemory | undefined;
}

/** What a chapter comes to: its passages in order, and what a model found in it. */
export function chapterEntries(read: ReadChapter): readonly NewMemory[] {
	return [...passageEntries(read), ...(read.memory === undefined ? [] : withIds(modelEntries(read, read.memory)))];
}

export function passageEntries(read: Omit<ReadChapter, 'memory'>): readonly NewMemory[] {
	const hash = textHash(read.body);
	const passages = passagesOf(read.body).map((passage): NewMemory => ({
		kind: 'scene',
		tier: 'archival',
		text: passage.text,
		chapter: read.chapter,
		scene: passage.scene,
		entities: entitiesIn(passage.text, read.names),
		source: { path: read.path, hash, start: passage.start, end: passage.end },
		origin: 'chapter',
	}));
	return withIds(passages);
}

/**
 * Ids that follow from what is said: two machines, or two windows, that read the same chapter remember it once, and
 * what an author made of an entry is known as such when the chapter is read again.
 */
function withIds(entries: readonly NewMemory[]): readonly NewMemory[] {
	const said = new Map<string, number>();
	return entries.map((entry) => {
		const words = JSON.stringify([entry.chapter, entry.kind, entry.details?.of ?? null, entry.text]);
		const time = (said.get(words) ?? 0) + 1;
		said.set(words, time);
		return { ...entry, id: `c-${fingerprintOf([words, time]).slice(0, 32)}` as MemoryId };
	});
}

function modelEntries(read: ReadChapter, memory: ChapterMemory): readonly NewMemory[] {
	const place = new Places(read);
	const entry = (given: NewMemory & { readonly details: MemoryDetails }, quote?: string): NewMemory => ({
		...given,
		chapter: read.chapter,
		entities: [...new Set([...(given.entities ?? []), ...entitiesIn(given.text, read.names)])],
		...place.of(quote),
		origin: 'chapter',
	});
	return [
		entry({ kind: 'summary', tier: 'recent', text: memory.summary, importance: 0.8, details: { of: 'events' } }),
		entry({ kind: 'summary', tier: 'recent', text: memory.endState, importance: 0.8, details: { of: 'end-state' } }),
		...memory.facts.map((fact) => {
			const details = { of: 'fact', ...fact } as const;
			return entry(
				{ kind: 'fact', text: factText(details), entities: [fact.subject], importance: 0.6, details },
				fact.quote,
			);
		}),
		...memory.threads.map(({ name, action, quote }) =>
			entry(
				{
					kind: 'thread',
					text: `${name}: ${threadVerbs[action]}.`,
					importance: 0.6,
					details: { of: 'thread', name, action, quote },
				},
				quote,
			),
		),
		...memory.knowledge.map((knowledge) => {
			const details = { of: 'knowledge', ...knowledge } as const;
			return entry({ kind: 'fact', text: knowledgeText(details), entities: [knowledge.character], details });
		}),
	];
}

const threadVerbs = { plant: 'planted', advance: 'goes on', pay: 'paid off' } as const;

/** Where evidence stands: in the chapter, and in which of its scenes. */
class Places {
	readonly #read: ReadChapter;
	readonly #hash: string;
	readonly #passages: readonly Passage[];

	constructor(read: ReadChapter) {
		this.#read = read;
		this.#hash = textHash(read.body);
		this.#passages = passagesOf(read.body);
	}

	of(quote: string | undefined): { readonly scene: number | undefined; readonly source: MemorySource } {
		const found = quote === undefined ? undefined : quoteOffsets(this.#read.body, quote);
		const { start, end } = found ?? { start: 0, end: 0 };
		const scene = found && this.#passages.findLast((passage) => passage.start <= start)?.scene;
		return { scene, source: { path: this.#read.path, hash: this.#hash, start, end } };
	}
}
