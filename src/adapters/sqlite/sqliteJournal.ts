import type { DatabaseSync } from 'node:sqlite';
import type { RunId } from '../../base/ids.js';
import type { ChapterRecord, Journal, StageResult } from '../../core/pipeline/journal.js';
import { inTransaction } from './database.js';

const resultColumns = 'output, model, recorded_at AS recordedAt';

interface StreamRow {
	readonly at_offset: number;
	readonly text: string;
}

export class SqliteJournal implements Journal {
	readonly #database: DatabaseSync;

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	result(node: string, fingerprint: string): StageResult | undefined {
		return this.#database
			.prepare(`SELECT ${resultColumns} FROM stage_result WHERE node = ? AND fingerprint = ?`)
			.get(node, fingerprint) as unknown as StageResult | undefined;
	}

	latestResult(node: string): StageResult | undefined {
		return this.#database
			.prepare(`SELECT ${resultColumns} FROM stage_result WHERE node = ? ORDER BY recorded_at DESC, rowid DESC LIMIT 1`)
			.get(node) as unknown as StageResult | undefined;
	}

	record(node: string, fingerprint: string, result: StageResult): void {
		this.#database
			.prepare(
				'INSERT OR REPLACE INTO stage_result (node, fingerprint, output, model, recorded_at) VALUES (?, ?, ?, ?, ?)',
			)
			.run(node, fingerprint, result.output, result.model, result.recordedAt);
	}

	streamed(node: string, fingerprint: string): string {
		const rows = this.#database
			.prepare('SELECT at_offset, text FROM stream WHERE node = ? AND fingerprint = ? ORDER BY sequence')
			.all(node, fingerprint);
		return replay(rows as unknown as StreamRow[]);
	}

	streamedVersions(prefix: string): readonly string[] {
		const rows = this.#database
			.prepare(
				'SELECT node, fingerprint, at_offset, text FROM stream WHERE substr(node, 1, ?) = ? ORDER BY node, fingerprint, sequence',
			)
			.all(prefix.length, prefix) as unknown as (StreamRow & { node: string; fingerprint: string })[];
		const groups = Map.groupBy(rows, (row) => `${row.node} ${row.fingerprint}`);
		return [...groups.values()].flatMap(versions);
	}

	appendStream(node: string, fingerprint: string, offset: number, text: string): void {
		this.#database
			.prepare('INSERT INTO stream (node, fingerprint, at_offset, text) VALUES (?, ?, ?, ?)')
			.run(node, fingerprint, offset, text);
	}

	chapter(chapter: number): ChapterRecord | undefined {
		return this.#database
			.prepare(
				'SELECT chapter, path, text_hash AS textHash, model, recorded_at AS recordedAt FROM chapter WHERE chapter = ?',
			)
			.get(chapter) as unknown as ChapterRecord | undefined;
	}

	recordChapter(record: ChapterRecord): void {
		this.#database
			.prepare('INSERT OR REPLACE INTO chapter (chapter, path, text_hash, model, recorded_at) VALUES (?, ?, ?, ?, ?)')
			.run(record.chapter, record.path, record.textHash, record.model, record.recordedAt);
	}

	beginRun(id: RunId, description: string, at: number): void {
		inTransaction(this.#database, () =>
			this.#database.prepare('INSERT INTO run (id, description, started_at) VALUES (?, ?, ?)').run(id, description, at),
		);
	}

	endRun(id: RunId, outcome: string, at: number): void {
		this.#database.prepare('UPDATE run SET outcome = ?, ended_at = ? WHERE id = ?').run(outcome, at, id);
	}
}

function replay(rows: readonly StreamRow[]): string {
	return versions(rows).at(-1) ?? '';
}

/** The text before each rewind, and the text as it stands now. */
function versions(rows: readonly StreamRow[]): readonly string[] {
	const finished: string[] = [];
	let pieces: string[] = [];
	let length = 0;
	for (const row of rows) {
		if (row.at_offset < length) {
			const text = pieces.join('');
			finished.push(text);
			pieces = [text.slice(0, row.at_offset)];
		}
		pieces.push(row.text);
		length = row.at_offset + row.text.length;
	}
	return rows.length === 0 ? [] : [...finished, pieces.join('')];
}
