import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { RunId } from '../../base/ids.js';
import { keptRuns, type ProfileStore } from '../../core/profiling/profileStore.js';
import type { RecordedGraph, RecordedNode, RecordedRun, RunSummary } from '../../core/profiling/recordedRun.js';
import type { Span } from '../../core/profiling/span.js';
import { inTransaction } from './database.js';
import { Statements } from './statements.js';

/** Columns of a span by its fields. */
const spanColumns: Readonly<Record<keyof Span, string>> = {
	id: 'id',
	parent: 'parent',
	type: 'type',
	name: 'name',
	startMs: 'start_ms',
	durationMs: 'duration_ms',
	outcome: 'outcome',
	node: 'node',
	stage: 'stage',
	chapter: 'chapter',
	scene: 'scene',
	model: 'model',
	attempt: 'attempt',
	slot: 'slot',
	lane: 'lane',
	call: 'call',
	inputTokens: 'input_tokens',
	cacheReadTokens: 'cache_read_tokens',
	outputTokens: 'output_tokens',
	firstTextMs: 'first_text_ms',
	fault: 'fault',
	backoffMs: 'backoff_ms',
};
const spanFields = Object.keys(spanColumns) as readonly (keyof Span)[];

const insertSpan = `INSERT INTO profile_span (run, ${Object.values(spanColumns).join(', ')})
	VALUES (?${', ?'.repeat(spanFields.length)})`;
const selectSpans = `SELECT ${spanFields.map((field) => `${spanColumns[field]} AS ${field}`).join(', ')}
	FROM profile_span WHERE run = ? ORDER BY start_ms, id`;
const selectRuns = `SELECT run AS id, started_at AS startedAt, strategy, continuity, slots, duration_ms AS durationMs,
	outcome FROM profile_run`;

export class SqliteProfileStore implements ProfileStore {
	readonly #database: DatabaseSync;
	readonly #statements: Statements;

	constructor(database: DatabaseSync) {
		this.#database = database;
		this.#statements = new Statements(database);
	}

	beginRun({ id, startedAt, strategy, continuity, slots }: RunSummary): void {
		this.#write(() => {
			this.#statements
				.of('INSERT INTO profile_run (run, started_at, strategy, continuity, slots) VALUES (?, ?, ?, ?, ?)')
				.run(id, startedAt, strategy, continuity, slots);
			this.#statements
				.of(
					`DELETE FROM profile_run
					WHERE run NOT IN (SELECT run FROM profile_run ORDER BY started_at DESC, run DESC LIMIT ${keptRuns})`,
				)
				.run();
		});
	}

	/** A run that is not kept any more is left alone. */
	addGraph(run: RunId, { atMs, nodes }: RecordedGraph): void {
		this.#write(() =>
			this.#statements
				.of('INSERT INTO profile_graph (run, at_ms, nodes) SELECT run, ?, ? FROM profile_run WHERE run = ?')
				.run(atMs, JSON.stringify(nodes), run),
		);
	}

	addSpans(run: RunId, spans: readonly Span[]): void {
		this.#write(() => {
			if (this.#statements.of('SELECT 1 FROM profile_run WHERE run = ?').get(run) === undefined) return;
			const insert = this.#statements.of(insertSpan);
			for (const span of spans) {
				const values = spanFields.map((field): SQLInputValue => span[field] ?? null);
				insert.run(run, ...values);
			}
		});
	}

	endRun(run: RunId, durationMs: number, outcome: string): void {
		this.#write(() =>
			this.#statements
				.of('UPDATE profile_run SET duration_ms = ?, outcome = ? WHERE run = ?')
				.run(durationMs, outcome, run),
		);
	}

	run(id: RunId): RecordedRun | undefined {
		const row = this.#statements.of(`${selectRuns} WHERE run = ?`).get(id);
		if (row === undefined) return undefined;
		const graphs = this.#statements
			.of('SELECT at_ms AS atMs, nodes FROM profile_graph WHERE run = ? ORDER BY at_ms, rowid')
			.all(id)
			.map(({ atMs, nodes }) => ({ atMs: Number(atMs), nodes: JSON.parse(String(nodes)) as readonly RecordedNode[] }));
		const spans = this.#statements
			.of(selectSpans)
			.all(id)
			.map((span) => withoutNulls(span) as unknown as Span);
		return { ...summaryOf(row), graphs, spans };
	}

	runs(limit: number): readonly RunSummary[] {
		return this.#statements.of(`${selectRuns} ORDER BY started_at DESC, run DESC LIMIT ?`).all(limit).map(summaryOf);
	}

	/**
	 * A power cut may take the last of a profile, which is worth no wait for the disk while a book is written; what others
	 * commit waits for it all the same, and takes along what was written here before.
	 */
	#write(work: () => void): void {
		const isRelaxed = Object.values(this.#statements.of('PRAGMA journal_mode').get() ?? {})[0] === 'wal';
		if (isRelaxed) this.#database.exec('PRAGMA synchronous=NORMAL');
		try {
			inTransaction(this.#database, work);
		} finally {
			if (isRelaxed) this.#database.exec('PRAGMA synchronous=FULL');
		}
	}
}

function summaryOf(row: Record<string, unknown>): RunSummary {
	const { durationMs, outcome, ...rest } = row as unknown as RunSummary;
	return { ...rest, durationMs: durationMs ?? undefined, outcome: outcome ?? undefined };
}

/** What a span does not have is left out, but for its parent. */
function withoutNulls({ parent, ...row }: Record<string, unknown>): Record<string, unknown> {
	const known = Object.entries(row).filter(([, value]) => value !== null);
	return { parent: parent ?? undefined, ...Object.fromEntries(known) };
}
