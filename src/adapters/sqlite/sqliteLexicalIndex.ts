import type { DatabaseSync } from 'node:sqlite';
import type { EntryShapes, LexicalIndex } from '../../core/memory/entryShapes.js';
import { memoryKinds, memoryTiers } from '../../core/memory/entry.js';
import { Statements } from './statements.js';

/** 16 MB: all terms of a hundred thousand passages come to about this. */
const rememberedPostings = 4_000_000;
const growth = 1_024;

interface GrowingShapes {
	size: number;
	chapters: Int32Array;
	kinds: Uint8Array;
	tiers: Uint8Array;
	lengths: Uint16Array;
	previous: Int32Array;
	next: Int32Array;
	/** The last entry of each chapter and kind. */
	readonly ends: Map<number, number>;
}

/**
 * Reads which entries contain a term from the full-text index, once a term, and keeps the lists while nobody writes.
 * SQLite joins a list into one string, since a string is read from it far sooner than a row a number.
 */
export class SqliteLexicalIndex implements LexicalIndex {
	readonly #statements: Statements;
	readonly #postings = new Map<string, Int32Array>();
	#remembered = 0;
	#shapes: GrowingShapes | undefined;
	#seen = 0;

	constructor(database: DatabaseSync) {
		this.#statements = new Statements(database);
	}

	shapes(): EntryShapes {
		this.#catchUp();
		return (this.#shapes ??= emptyShapes());
	}

	postings(term: string): Int32Array {
		const known = this.#postings.get(term);
		if (known !== undefined) {
			// The one used last goes last.
			this.#postings.delete(term);
			this.#postings.set(term, known);
			return known;
		}
		const row = this.#statements
			.of('SELECT group_concat(rowid) AS sequences FROM memory_terms WHERE memory_terms MATCH ?')
			.get(quoted(term)) as { sequences: string | null };
		return this.#remember(term, numbersIn(row.sequences ?? ''));
	}

	frequency(term: string): number {
		const known = this.#postings.get(term);
		if (known !== undefined) return known.length;
		const row = this.#statements.of('SELECT doc FROM memory_vocabulary WHERE term = ?').get(term);
		return (row as { doc: number } | undefined)?.doc ?? 0;
	}

	termsFrom(prefix: string, limit: number): readonly string[] {
		const rows = this.#statements
			.of('SELECT term FROM memory_vocabulary WHERE term >= ? AND term < ? LIMIT ?')
			.all(prefix, `${prefix}\u{10ffff}`, limit) as unknown as { term: string }[];
		return rows.map(({ term }) => term);
	}

	#remember(term: string, postings: Int32Array): Int32Array {
		this.#remembered += postings.length;
		this.#postings.set(term, postings);
		for (const [oldest, list] of this.#postings) {
			if (this.#remembered <= rememberedPostings || oldest === term) break;
			this.#postings.delete(oldest);
			this.#remembered -= list.length;
		}
		return postings;
	}

	/** Every write, here or in another process, raises the last number; what lies above the one seen is new. */
	#catchUp(): void {
		const { last } = this.#statements.of('SELECT coalesce(max(sequence), 0) AS last FROM memory_entry').get() as {
			last: number;
		};
		if (last === this.#seen && this.#shapes !== undefined) return;
		this.#postings.clear();
		this.#remembered = 0;
		// A new state of an older entry has taken a number away, and nobody says which.
		const known = this.#shapes === undefined || this.#hasEdits() ? emptyShapes() : this.#shapes;
		this.#shapes = this.#read(grown(known, last + 1), known.size - 1);
		this.#seen = last;
	}

	#hasEdits(): boolean {
		const sql = 'SELECT 1 FROM memory_entry WHERE sequence > ? AND edition > 1 LIMIT 1';
		return this.#statements.of(sql).get(this.#seen) !== undefined;
	}

	#read(shapes: GrowingShapes, since: number): GrowingShapes {
		// The index is narrow where everything is read, and the rows are near where only the last ones are.
		const index = since === 0 ? 'INDEXED BY memory_shape' : 'NOT INDEXED';
		const row = this.#statements
			.of(`SELECT ${shapeColumns.join(', ')} FROM memory_entry ${index} WHERE sequence > ?`)
			.get(since) as Record<string, string | null>;
		const [sequences, chapters, kinds, tiers, lengths] = Object.values(row).map((text) => numbersIn(text ?? ''));
		sequences?.forEach((sequence, at) => {
			shapes.chapters[sequence] = chapters?.[at] ?? 0;
			shapes.kinds[sequence] = kinds?.[at] ?? 0;
			shapes.tiers[sequence] = tiers?.[at] ?? 0;
			shapes.lengths[sequence] = Math.min(65_535, lengths?.[at] ?? 0);
		});
		for (const sequence of (sequences ?? []).toSorted()) join(shapes, sequence);
		return shapes;
	}
}

const kindNumber = caseOf('kind', memoryKinds);
const tierNumber = caseOf('tier', memoryTiers);

const shapeColumns = [
	'sequence',
	'coalesce(chapter, 0)',
	kindNumber,
	tierNumber,
	'CASE deleted WHEN 0 THEN max(terms, 1) ELSE 0 END',
].map((column, at) => `group_concat(${column}) AS c${at}`);

function caseOf(column: string, values: readonly string[]): string {
	return `CASE ${column} ${values.map((value, index) => `WHEN '${value}' THEN ${index}`).join(' ')} END`;
}

function join(shapes: GrowingShapes, sequence: number): void {
	if (shapes.lengths[sequence] === 0) return;
	const place = (shapes.chapters[sequence] ?? 0) * memoryKinds.length + (shapes.kinds[sequence] ?? 0);
	const before = shapes.ends.get(place) ?? 0;
	shapes.previous[sequence] = before;
	if (before > 0) shapes.next[before] = sequence;
	shapes.ends.set(place, sequence);
}

function emptyShapes(): GrowingShapes {
	return {
		size: 1,
		chapters: new Int32Array(growth),
		kinds: new Uint8Array(growth),
		tiers: new Uint8Array(growth),
		lengths: new Uint16Array(growth),
		previous: new Int32Array(growth),
		next: new Int32Array(growth),
		ends: new Map(),
	};
}

function grown(shapes: GrowingShapes, size: number): GrowingShapes {
	if (size <= shapes.lengths.length) return { ...shapes, size };
	const room = Math.ceil((size * 1.25) / growth) * growth;
	const into = <T extends Int32Array | Uint8Array | Uint16Array>(fresh: T, old: T): T => {
		fresh.set(old);
		return fresh;
	};
	return {
		size,
		chapters: into(new Int32Array(room), shapes.chapters),
		kinds: into(new Uint8Array(room), shapes.kinds),
		tiers: into(new Uint8Array(room), shapes.tiers),
		lengths: into(new Uint16Array(room), shapes.lengths),
		previous: into(new Int32Array(room), shapes.previous),
		next: into(new Int32Array(room), shapes.next),
		ends: shapes.ends,
	};
}

function quoted(term: string): string {
	return `"${term.replaceAll('"', '""')}"`;
}

/** `1,20,3` */
function numbersIn(text: string): Int32Array {
	const numbers = new Int32Array((text.length >> 1) + 1);
	if (text === '') return numbers.subarray(0, 0);
	let count = 0;
	let value = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code === 44) {
			numbers[count++] = value;
			value = 0;
		} else value = value * 10 + code - 48;
	}
	numbers[count++] = value;
	return numbers.slice(0, count);
}
