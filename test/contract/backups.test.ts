import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ZipBackupArchive } from '../../src/adapters/backup/zipBackupArchive.js';
import { backupNovel } from '../support/backup/backupNovel.js';
import { facts, never } from '../support/backup/facts.js';
import { addBulk, bucketEntry, storeOf } from '../support/backup/filledNovel.js';
import { dist } from '../support/novel/sampleProject.js';
import { until } from '../support/until.js';
import { bundleScript, startScript } from '../support/processes/scriptProcess.js';

describe('backups beside other processes', function () {
	this.timeout(60_000);
	const novel = backupNovel();
	const ending: (() => void)[] = [];
	afterEach(() => {
		for (const end of ending.splice(0)) end();
	});

	it('are of one moment, while two processes write on', async () => {
		const { path, backups, folder, database } = novel();
		addBulk(database, 4);
		database.exec("INSERT INTO setting VALUES ('left', '1000000'), ('right', '0')");
		const script = await bundleScript('writePairs', folder);
		const writers = [10_000, 500_000].map((first) => startScript(script, path, String(first)));
		const written = writers.map(() => 0);
		const reading = Promise.all(
			writers.map(async ({ lines }, writer) => {
				for await (const line of lines) written[writer] = Number(line) - (writer === 0 ? 10_000 : 500_000) + 1;
			}),
		);
		ending.push(
			...writers.map(
				({ child }) =>
					() =>
						child.kill('SIGKILL'),
			),
		);
		await until('both have written', () => !written.includes(0));
		const archive = new ZipBackupArchive({ dist, database: path, folder: backups });
		const moments: { before: number; held: number; after: number }[] = [];
		for (let backup = 0; backup < 3; backup++) {
			const before = sum(written);
			const { name } = await archive.create(facts({ createdAt: facts().createdAt + backup }), never);
			const after = sum(written);
			const target = join(folder, `copy ${backup}`);
			await mkdir(target);
			moments.push({ before, held: heldBy((await archive.extract(name, target, never)).database), after });
		}
		for (const end of ending.splice(0)) end();
		await reading;
		for (const { before, held, after } of moments) {
			// A line may reach us after its transaction has reached the copy: one of each writer.
			assert.ok(before <= held && held <= after + writers.length, `${held} of ${before} to ${after}`);
			assert.ok(after > before, 'nobody wrote meanwhile');
		}
	});

	it('keep what is not yet in the main file', async () => {
		const { path, backups, folder, database } = novel();
		database.exec('PRAGMA wal_autocheckpoint = 0');
		storeOf(database).put([bucketEntry(1)]);
		const archive = new ZipBackupArchive({ dist, database: path, folder: backups });
		const { name, entries } = await archive.create(facts(), never);
		assert.equal(entries, 1);
		const copy = new DatabaseSync((await archive.extract(name, folder, never)).database);
		assert.deepEqual(copy.prepare('SELECT id FROM memory_entry').all().length, 1);
		copy.close();
	});
});

/** How many transactions a copy holds, each of them whole. */
function heldBy(path: string): number {
	const database = new DatabaseSync(path, { readOnly: true });
	const one = (sql: string): number => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
	try {
		const moved = one("SELECT value FROM setting WHERE name = 'right'");
		const counts = [
			one("SELECT 1000000 - value FROM setting WHERE name = 'left'"),
			one("SELECT count(*) FROM memory_entry WHERE id >= 'entry-000010000'"),
			one("SELECT count(*) FROM memory_vector WHERE model = 'model'"),
			one("SELECT count(*) FROM memory_terms WHERE memory_terms MATCH 'noreen'"),
		];
		assert.deepEqual(counts, [moved, moved, moved, moved]);
		return moved;
	} finally {
		database.close();
	}
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
