import type { DatabaseSync } from 'node:sqlite';
import type { RunId } from '../../base/ids.js';
import type { ChapterRecord, Journal, RunStart, StageResult } from '../../core/pipeline/journal.js';
import { inTransaction } from './database.js';

const resultColumns = 'output, model, recorded_at AS recordedAt';

interface OpenRun {
	readonly id: RunId;
	readonly owner: string;
	readonly startedAt: number;
}

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
				'SELECT node, fingerprint, at_offset, text FROM stream WHERE node >= ? AND node < ? ORDER BY node, fingerprint, sequence',
			)
			.all(prefix, `${prefix}\u{10ffff}`) as unknown as (StreamRow & { node: string; fingerprint: string })[];
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

	beginRun(run: RunStart, isAlive: (owner: string, startedAt: number) => boolean): boolean {
		return inTransaction(this.#database, () => {
			const open = this.#database
				.prepare('SELECT id, owner, started_at AS startedAt FROM run WHERE ended_at IS NULL')
				.all() as unknown as OpenRun[];
			if (open.some(({ owner, startedAt }) => isAlive(owner, startedAt))) return false;
			for (const { id } of open) this.endRun(id, 'abandoned', run.startedAt);
			this.#database
				.prepare('INSERT INTO run (id, description, owner, started_at) VALUES (?, ?, ?, ?)')
				.run(run.id, run.description, run.owner, run.startedAt);
			return true;
		});
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
