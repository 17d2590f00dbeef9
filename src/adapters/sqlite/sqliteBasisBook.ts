import type { DatabaseSync } from 'node:sqlite';
import type { BasisBook, DraftBasis } from '../../core/staleness/draftBasis.js';
import { Statements } from './statements.js';

export class SqliteBasisBook implements BasisBook {
	readonly #statements: Statements;

	constructor(database: DatabaseSync) {
		this.#statements = new Statements(database);
	}

	record(chapter: number, basis: DraftBasis, at: number): void {
		this.#statements
			.of('INSERT OR REPLACE INTO draft_basis (chapter, text_hash, recorded_at, basis) VALUES (?, ?, ?, ?)')
			.run(chapter, basis.textHash, at, JSON.stringify(basis));
	}

	of(chapter: number): readonly DraftBasis[] {
		return this.#statements
			.of('SELECT basis FROM draft_basis WHERE chapter = ? ORDER BY recorded_at DESC, rowid DESC')
			.all(chapter)
			.map(({ basis }) => JSON.parse(String(basis)) as DraftBasis);
	}
}
