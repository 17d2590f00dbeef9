import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CallId } from '../../base/ids.js';
import { packedReceipt, unpackedReceipt, type PackedReceipt } from '../../core/context/packedReceipt.js';
import type { KeptReceipt, Receipt, ReceiptBook, ReceiptFilter } from '../../core/context/receipt.js';
import { callColumns, callOfRow, type CallRow } from './callRows.js';
import { inTransaction } from './database.js';
import { Statements } from './statements.js';

/** About five times what a book of thirty chapters takes; some 10 MB. */
const defaultKept = 1_000;
const defaultLimit = 20;

export class SqliteReceiptBook implements ReceiptBook {
	readonly #database: DatabaseSync;
	readonly #statements: Statements;
	readonly #kept: number;

	/** @param kept receipts; older ones go, and the texts that only they had */
	constructor(database: DatabaseSync, kept = defaultKept) {
		this.#database = database;
		this.#statements = new Statements(database);
		this.#kept = kept;
	}

	add(receipt: Receipt): void {
		const texts = new Map<string, string>();
		const packed = packedReceipt(receipt, (text) => {
			const hash = hashOf(text);
			texts.set(hash, text);
			return hash;
		});
		const content = compressed(JSON.stringify(packed));
		inTransaction(this.#database, () => {
			const { call, node, stage, chapter = null, scene = null } = receipt;
			const { changes, lastInsertRowid: sequence } = this.#statements
				.of('INSERT OR IGNORE INTO receipt (call, node, stage, chapter, scene, content) VALUES (?, ?, ?, ?, ?, ?)')
				.run(call, node, stage, chapter, scene, content);
			if (changes === 0) return;
			for (const [hash, text] of texts) this.#keep(hash, text, sequence);
			this.#forget(Number(sequence) - this.#kept);
		});
	}

	list({ call, chapter, scene, stage, limit = defaultLimit }: ReceiptFilter): readonly KeptReceipt[] {
		const wanted = Object.entries({ call, chapter, scene, stage }).flatMap(([column, value]) =>
			value === undefined ? [] : [{ condition: `${column} = ?`, value }],
		);
		const where = wanted.length === 0 ? '' : `WHERE ${wanted.map(({ condition }) => condition).join(' AND ')}`;
		return this.#statements
			.of(`SELECT call, node, stage, chapter, scene, content FROM receipt ${where} ORDER BY sequence DESC LIMIT ?`)
			.all(...wanted.map(({ value }) => value), limit)
			.map((row) => this.#receiptOf(row as unknown as ReceiptRow));
	}

	#keep(hash: string, text: string, sequence: number | bigint): void {
		const { changes } = this.#statements.of('UPDATE receipt_text SET last_used = ? WHERE hash = ?').run(sequence, hash);
		if (changes > 0) return;
		this.#statements
			.of('INSERT INTO receipt_text (hash, text, last_used) VALUES (?, ?, ?)')
			.run(hash, compressed(text), sequence);
	}

	/** A text goes with the last receipt that has it. */
	#forget(upTo: number): void {
		if (upTo <= 0) return;
		this.#statements.of('DELETE FROM receipt WHERE sequence <= ?').run(upTo);
		this.#statements.of('DELETE FROM receipt_text WHERE last_used < (SELECT min(sequence) FROM receipt)').run();
	}

	#receiptOf({ content, call, node, stage, chapter, scene }: ReceiptRow): KeptReceipt {
		const packed = JSON.parse(inflated(content)) as PackedReceipt;
		const row = { call, node, stage, chapter: chapter ?? undefined, scene: scene ?? undefined };
		const receipt = unpackedReceipt(packed, row, (hash) => this.#textOf(hash));
		const paid = this.#statements.of(`SELECT ${callColumns} FROM call WHERE id = ?`).get(call);
		return { ...receipt, paid: paid === undefined ? undefined : callOfRow(paid as unknown as CallRow) };
	}

	#textOf(hash: string): string {
		const row = this.#statements.of('SELECT text FROM receipt_text WHERE hash = ?').get(hash);
		return row === undefined ? '' : inflated(row['text'] as Uint8Array);
	}
}

interface ReceiptRow {
	readonly call: CallId;
	readonly node: string;
	readonly stage: string;
	readonly chapter: number | null;
	readonly scene: number | null;
	readonly content: Uint8Array;
}

/** Of 128 bits, which no two texts of a book share. */
function hashOf(text: string): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function compressed(text: string): Uint8Array {
	return deflateRawSync(text, { level: 1 });
}

function inflated(bytes: Uint8Array): string {
	return inflateRawSync(bytes).toString('utf8');
}
