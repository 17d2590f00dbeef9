import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { createBackup } from '../../../../src/adapters/backup/createBackup.js';
import { extractBackup } from '../../../../src/adapters/backup/extractBackup.js';
import { verifyBackup } from '../../../../src/adapters/backup/verifyBackup.js';
import { schemaVersion } from '../../../../src/adapters/sqlite/migrations.js';
import { backupNovel } from '../../../support/backup/backupNovel.js';
import { craftedArchive, manifestOf, sealedAgain, withNames } from '../../../support/backup/craftedArchive.js';
import { facts, never } from '../../../support/backup/facts.js';
import { fillNovel } from '../../../support/backup/filledNovel.js';

const badChecksum = {
	code: 'bad-backup',
	message:
		'The backup test.zip cannot be used: its checksum is wrong, so the file was cut or changed after it was made. Nothing was changed. Choose another backup.',
};

describe('checking a backup', function () {
	this.timeout(60_000);
	const novel = backupNovel();
	const file = (): string => join(novel().folder, 'test.zip');
	let bytes = Buffer.alloc(0);
	let databaseBytes = Buffer.alloc(0);

	beforeEach(async () => {
		const { path, backups, folder, database } = novel();
		fillNovel(database);
		const { name } = await createBackup({ database: path, folder: backups, facts: facts() }, never);
		bytes = await readFile(join(backups, name));
		const unpacked = join(folder, 'unpacked');
		await mkdir(unpacked);
		databaseBytes = await readFile((await extractBackup(join(backups, name), unpacked, never)).database);
	});

	const verify = async (content: Buffer): Promise<unknown> => {
		await writeFile(file(), content);
		return await verifyBackup(file(), novel().backups, never);
	};
	/** Both a check and an unpacking must refuse it, in the same words, and leave nothing. */
	const refuses = async (content: Buffer, why: RegExp): Promise<void> => {
		const { folder, backups } = novel();
		const refusal = { code: 'bad-backup', message: why };
		await assert.rejects(verify(content), refusal);
		const target = join(folder, 'target');
		await mkdir(target, { recursive: true });
		await assert.rejects(extractBackup(file(), target, never), refusal);
		assert.deepEqual([await readdir(target), (await readdir(backups)).length], [[], 1]);
	};

	it('finds a flipped bit, wherever it is', async () => {
		await verify(bytes);
		const position = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7));
		await fc.assert(
			fc.asyncProperty(position, async ([at, bit]) => {
				const flipped = Buffer.from(bytes);
				flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
				await assert.rejects(verify(flipped), badChecksum);
			}),
			{ numRuns: 200, examples: [0, 71, 72, 93, 94].map((fromEnd) => [[bytes.length - 1 - fromEnd, 5]]) },
		);
	});

	it('finds that a file was cut, wherever it was', async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
				await assert.rejects(verify(bytes.subarray(0, length)), badChecksum);
			}),
			{ examples: [0, 1, 70, 71, 72, bytes.length - 71, bytes.length - 1].map((length) => [length]) },
		);
	});

	it('finds bytes that were added, in front or behind', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (added) => {
				await assert.rejects(verify(Buffer.concat([bytes, added])), badChecksum);
				await assert.rejects(verify(Buffer.concat([added, bytes])), badChecksum);
			}),
		);
	});

	it('takes a file that was made anew in the same form', async () => {
		await verify(
			await craftedArchive([
				{ name: 'novel.db', content: databaseBytes },
				{ name: 'manifest.json', content: manifestOf(databaseBytes) },
			]),
		);
	});

	const strangers = ['../no.db', '/nove.db', '..\\no.db', '\\nove.db', 'C:nov.db', 'C:/no.db', 'NOVEL.DB', 'novel.d\0'];
	for (const stranger of strangers) {
		it(`refuses a member called ${JSON.stringify(stranger)}`, async () => {
			const archive = await craftedArchive(
				[
					{ name: 'manifest.json', content: manifestOf(databaseBytes) },
					{ name: 'novel.db', content: databaseBytes },
				],
				{ 'novel.db': stranger },
			);
			const shown = JSON.stringify(stranger).replaceAll(/[\\./]/g, '\\$&');
			await refuses(
				archive,
				new RegExp(`it holds ${shown}, which does not belong in a backup\\. Nothing was changed\\.`),
			);
		});
	}

	it('refuses a member that its own header calls otherwise', async () => {
		const archive = await craftedArchive([
			{ name: 'manifest.json', content: manifestOf(databaseBytes) },
			{ name: 'novel.db', content: databaseBytes },
		]);
		const changed = Buffer.from(archive);
		changed.write('../no.db', changed.indexOf('novel.db'), 'latin1');
		await refuses(sealedAgain(changed), /it holds "\.\.\/no\.db", which does not belong/);
	});

	it('refuses members that come twice, one too many, or not at all', async () => {
		const manifest = { name: 'manifest.json', content: manifestOf(databaseBytes) };
		const database = { name: 'novel.db', content: databaseBytes };
		await refuses(await craftedArchive([manifest, database, database]), /it holds "novel\.db" twice/);
		await refuses(await craftedArchive([manifest, database, manifest]), /it holds "manifest\.json" twice/);
		await refuses(
			await craftedArchive([manifest, database, { name: 'notes.txt', content: '' }]),
			/it holds "notes\.txt", which does not belong in a backup/,
		);
		await refuses(await craftedArchive([manifest]), /it holds no novel\.db/);
		await refuses(await craftedArchive([database]), /it holds no manifest\.json/);
	});

	it('unpacks no more than the manifest says', async () => {
		const bomb = Buffer.alloc(5_000_000);
		const small = manifestOf(Buffer.alloc(10_000));
		const honest = await craftedArchive([
			{ name: 'manifest.json', content: small },
			{ name: 'novel.db', content: bomb },
		]);
		await refuses(honest, /its novel\.db is not as long as it says/);
		const lying = sealedAgain(withSize(honest, bomb.length, 10_000));
		await refuses(lying, /its novel\.db is not as long as it says/);
		const manifest = await craftedArchive([
			{ name: 'manifest.json', content: Buffer.alloc(5_000_000, ' ') },
			{ name: 'novel.db', content: databaseBytes },
		]);
		await refuses(manifest, /its manifest\.json is not as long as it says/);
	});

	it('stops in the middle of a large one', async () => {
		const large = randomBytes(5_000_000);
		const archive = await craftedArchive([
			{ name: 'manifest.json', content: manifestOf(large.subarray(0, 100_000)) },
			{ name: 'novel.db', content: large },
		]);
		await refuses(sealedAgain(withSize(archive, large.length, 100_000)), /its novel\.db is not as long as it says/);
		const damaged = await craftedArchive([
			{ name: 'manifest.json', content: manifestOf(Buffer.alloc(5_000_000)) },
			{ name: 'novel.db', content: Buffer.from(large).fill('0123456789', 1_000_000) },
		]);
		const inside = damaged.indexOf('novel.db') + 500_000;
		await refuses(sealedAgain(Buffer.from(damaged).fill(0xff, inside, inside + 1_000)), /cannot be used/);
	});

	it('refuses a database that is shorter than it says, or another one', async () => {
		const longer = Buffer.concat([databaseBytes, Buffer.alloc(1)]);
		const shorter = await craftedArchive([
			{ name: 'manifest.json', content: manifestOf(longer) },
			{ name: 'novel.db', content: databaseBytes },
		]);
		await refuses(shorter, /its novel\.db is not as long as it says/);
		await refuses(sealedAgain(withSize(shorter, databaseBytes.length, longer.length)), /is not as long as it says/);
		const other = Buffer.from(databaseBytes).fill(1, databaseBytes.length - 1);
		await refuses(
			await craftedArchive([
				{ name: 'manifest.json', content: manifestOf(other) },
				{ name: 'novel.db', content: databaseBytes },
			]),
			/its novel\.db is not the one that the manifest describes/,
		);
	});

	it('refuses what a newer version made, and says to update', async () => {
		const advice = /it was made by a newer version .*Nothing was changed\. Update Prometheus Novel, or choose another/;
		const newer = databaseOf(databaseBytes, `PRAGMA user_version = ${schemaVersion + 1}`);
		for (const changes of [{ schemaVersion: schemaVersion + 1 }, {}, { format: 2, somethingNew: true }]) {
			await refuses(
				await craftedArchive([
					{ name: 'manifest.json', content: manifestOf(newer, changes) },
					{ name: 'novel.db', content: newer },
				]),
				advice,
			);
		}
	});

	it('refuses a database that is none, is damaged, or is of another schema than it says', async () => {
		const archiveOf = (database: Buffer): Promise<Buffer> =>
			craftedArchive([
				{ name: 'manifest.json', content: manifestOf(database) },
				{ name: 'novel.db', content: database },
			]);
		await refuses(await archiveOf(Buffer.from('not a database'.repeat(1_000))), /its database is damaged \(.+\)/);
		await refuses(await archiveOf(Buffer.alloc(0)), /its database is of another schema than its manifest says/);
		await refuses(
			await archiveOf(databaseOf(databaseBytes, 'PRAGMA user_version = 1')),
			/its database is of another schema than its manifest says/,
		);
		await refuses(await archiveOf(Buffer.from(databaseBytes).fill(0xff, 8_192, 20_480)), /is damaged \(.+\)/);
		const lost = "PRAGMA ignore_check_constraints = ON; UPDATE memory_entry SET tier = 'lost'";
		await refuses(
			await archiveOf(databaseOf(databaseBytes, lost)),
			/is damaged \(CHECK constraint failed in memory_entry\)/,
		);
	});

	it('refuses a row that refers to nothing', async () => {
		const orphaned = databaseOf(
			databaseBytes,
			`CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (parent REFERENCES parent);
			PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (1);`,
		);
		await refuses(
			await craftedArchive([
				{ name: 'manifest.json', content: manifestOf(orphaned) },
				{ name: 'novel.db', content: orphaned },
			]),
			/its database is damaged \(a row of child refers to one that is missing\)/,
		);
	});

	it('refuses a manifest that Prometheus Novel did not write', async () => {
		const wrong = ['', '{', '[]', '{"format":1}', manifestOf(databaseBytes, { reason: 'lunch' })];
		for (const content of wrong) {
			await refuses(
				await craftedArchive([
					{ name: 'manifest.json', content },
					{ name: 'novel.db', content: databaseBytes },
				]),
				/its manifest\.json is not one that Prometheus Novel wrote/,
			);
		}
	});

	it('refuses what is sealed but no ZIP file, and what is not there', async () => {
		await refuses(sealedAgain(Buffer.alloc(500, 1)), /it is not a whole ZIP file/);
		await refuses(sealedAgain(withNames(bytes, { 'PK\u0005\u0006': 'PK\u0005\u0007' })), /it is not a whole ZIP file/);
		await assert.rejects(verifyBackup(join(novel().folder, 'gone.zip'), novel().backups, never), {
			code: 'bad-backup',
			message: 'The backup gone.zip cannot be used: there is no such file. Nothing was changed. Choose another backup.',
		});
	});

	it('does not unpack over a file', async () => {
		const { folder } = novel();
		await writeFile(file(), bytes);
		await copyFile(file(), join(folder, 'novel.db'));
		await assert.rejects(extractBackup(file(), folder, never), { code: 'unwritable', message: /is in the way/ });
		assert.ok((await readFile(join(folder, 'novel.db'))).equals(bytes));
	});

	/** The database as it is after some SQL. */
	function databaseOf(content: Buffer, sql: string): Buffer {
		const path = join(novel().folder, 'changed.db');
		writeFileSync(path, content);
		const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
		database.exec(sql);
		database.close();
		return readFileSync(path);
	}
});

/** Puts another uncompressed size into every header of a member. */
function withSize(archive: Buffer, from: number, to: number): Buffer {
	const changed = Buffer.from(archive);
	const [wanted, replacement] = [Buffer.alloc(4), Buffer.alloc(4)];
	wanted.writeUInt32LE(from);
	replacement.writeUInt32LE(to);
	for (let at = changed.indexOf(wanted); at !== -1; at = changed.indexOf(wanted, at + 1)) replacement.copy(changed, at);
	return changed;
}
