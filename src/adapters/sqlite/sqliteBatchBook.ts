import type { DatabaseSync } from 'node:sqlite';
import type { BatchBook, BatchPart, BatchStart, EndedPart, OpenBatch } from '../../core/pipeline/batchBook.js';
import { inTransaction } from './database.js';

interface BatchRow {
	readonly id: string;
	readonly owner: string;
	readonly providerId: string | null;
	readonly model: string;
	readonly requests: string;
	readonly createdAt: number;
}

export class SqliteBatchBook implements BatchBook {
	readonly #database: DatabaseSync;

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	prepare({ id, owner, model, parts, createdAt }: BatchStart): readonly BatchPart[] {
		return inTransaction(this.#database, () => {
			const out = new Set(this.open().flatMap((batch) => batch.parts.map(keyOf)));
			const noted = parts.filter((part) => !out.has(keyOf(part)));
			if (noted.length > 0)
				this.#database
					.prepare(
						"INSERT INTO batch (id, owner, model, state, requests, created_at) VALUES (?, ?, ?, 'preparing', ?, ?)",
					)
					.run(id, owner, model, JSON.stringify(noted), createdAt);
			return noted;
		});
	}

	keep(id: string, parts: readonly BatchPart[]): void {
		this.#database.prepare('UPDATE batch SET requests = ? WHERE id = ?').run(JSON.stringify(parts), id);
	}

	submitted(id: string, providerId: string): void {
		this.#database
			.prepare("UPDATE batch SET state = 'running', provider_id = ? WHERE id = ? AND state = 'preparing'")
			.run(providerId, id);
	}

	end(id: string, outcome: string, parts: readonly EndedPart[], at: number): void {
		this.#database
			.prepare(
				"UPDATE batch SET state = 'ended', outcome = ?, requests = ?, ended_at = ? WHERE id = ? AND state <> 'ended'",
			)
			.run(outcome, JSON.stringify(parts), at, id);
	}

	open(): readonly OpenBatch[] {
		const rows = this.#database
			.prepare(
				`SELECT id, owner, provider_id AS providerId, model, requests, created_at AS createdAt
				FROM batch WHERE state <> 'ended' ORDER BY id`,
			)
			.all() as unknown as BatchRow[];
		return rows.map(({ requests, providerId, ...row }) => ({
			...row,
			providerId: providerId ?? undefined,
			parts: JSON.parse(requests) as BatchPart[],
		}));
	}

	isUnusable(node: string, fingerprint: string): boolean {
		const found = this.#database
			.prepare(
				`SELECT 1 FROM batch, json_each(batch.requests) AS part
				WHERE state = 'ended' AND part.value ->> 'outcome' = 'unusable'
					AND part.value ->> 'node' = ? AND part.value ->> 'fingerprint' = ?`,
			)
			.get(node, fingerprint);
		return found !== undefined;
	}
}

function keyOf({ node, fingerprint }: BatchPart): string {
	return `${node} ${fingerprint}`;
}
