import assert from 'node:assert/strict';
import { copyFile, readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openNovelProject } from '../../src/compose.js';
import { defaultSettings } from '../../src/compose/projectSettings.js';
import { migrate } from '../../src/adapters/sqlite/migrations.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import { copyShortSample, dist, tokens } from '../support/novel/sampleProject.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const { signal } = new AbortController();

describe('The safekeeping of memory', () => {
	const folder = temporaryFolder();
	const open: NovelProject[] = [];

	beforeEach(() => copyShortSample(folder()));

	afterEach(async () => {
		for (const project of open.splice(0)) await project.close();
	});

	const opened = async (rehearsalTokensPerSecond = 0): Promise<NovelProject> => {
		const project = await openNovelProject(folder(), {
			dist,
			tokens,
			settings: () => ({ ...defaultSettings, rehearsalTokensPerSecond }),
			key: () => Promise.resolve(undefined),
		});
		open.push(project);
		return project;
	};
	const closed = async (): Promise<void> => {
		await open.pop()?.close();
	};
	const databasePath = (): string => join(folder(), '.prometheus', 'novel.db');
	const calls = (project: NovelProject): number => project.costs.checkBudget().calls;

	it('restores to an equal hash, keeps what was spent since, and is undone by the backup it makes', async () => {
		const project = await opened();
		await project.generation.generate({ kind: 'chapter', chapter: 1, again: false }, signal);
		const before = project.memory.contentHash();
		const { name } = await project.backups.create('asked', signal);
		const [first, second] = project.memory.list({ limit: 2 });
		assert.ok(first && second);
		project.memory.edit(first.id, { text: 'Another text.' });
		project.memory.remove(second.id);
		project.memory.add({ text: 'A note that came later.' });
		await project.generation.generate({ kind: 'chapter', chapter: 2, again: false }, signal);
		const [later, callsLater] = [project.memory.contentHash(), calls(project)];

		const restored = await project.safekeeping.restore(name, signal);
		assert.deepEqual([project.memory.contentHash(), calls(project)], [before, callsLater]);
		assert.ok(restored.restored >= 2 && restored.removed > 0);
		const found = await project.recall.recall({ text: 'note that came later' }, signal);
		assert.ok(found.every(({ entry }) => entry.text !== 'A note that came later.'));

		await project.safekeeping.restore(restored.undo, signal);
		assert.equal(project.memory.contentHash(), later);
	});

	it('clears after a backup, and brings all of it back', async () => {
		const project = await opened();
		project.memory.addAll([{ text: 'One.' }, { text: 'Two.', pinned: true }]);
		const before = project.memory.contentHash();
		const { undo, removed } = await project.safekeeping.clear(signal);
		assert.deepEqual([removed, project.memory.stats().entries], [2, 0]);
		await project.safekeeping.restore(undo, signal);
		assert.equal(project.memory.contentHash(), before);
	});

	it('refuses a backup that is damaged, cut, or of another novel, and changes nothing', async () => {
		const project = await opened();
		project.memory.add({ text: 'Kept.' });
		const { name } = await project.backups.create('asked', signal);
		project.memory.add({ text: 'Added since.' });
		const before = project.memory.contentHash();
		const file = join(folder(), '.prometheus', 'backups', name);
		const sound = await readFile(file);

		const flipped = Buffer.from(sound);
		flipped[Math.floor(sound.length / 2)] = (flipped[Math.floor(sound.length / 2)] ?? 0) ^ 4;
		await writeFile(file, flipped);
		await assert.rejects(project.safekeeping.restore(name, signal), { code: 'bad-backup' });
		await truncate(file, sound.length - 100);
		await assert.rejects(project.safekeeping.restore(name, signal), { code: 'bad-backup' });
		assert.equal(project.memory.contentHash(), before);

		await writeFile(file, sound);
		await closed();
		const info = JSON.parse(await readFile(join(folder(), 'novel.json'), 'utf8')) as Record<string, unknown>;
		await writeFile(join(folder(), 'novel.json'), JSON.stringify({ ...info, id: '01J0000000000000000000000Z' }));
		await assert.rejects((await opened()).safekeeping.restore(name, signal), { code: 'other-novel' });
	});

	it('does not restore while a chapter is being written, in whichever window', async () => {
		const project = await opened(20);
		project.memory.add({ text: 'Kept.' });
		const { name } = await project.backups.create('asked', signal);
		const abort = new AbortController();
		const running = project.generation.generate({ kind: 'chapters', chapters: '1-2' }, abort.signal);
		const other = await opened();
		await assert.rejects(other.safekeeping.restore(name, signal), { code: 'busy' });
		abort.abort();
		await running.catch(() => undefined);
	});

	it('sets a damaged database aside and brings back the newest good backup, memory, costs and work alike', async () => {
		const project = await opened();
		await project.generation.generate({ kind: 'chapter', chapter: 1, again: false }, signal);
		const [hash, spent] = [project.memory.contentHash(), calls(project)];
		await project.backups.create('asked', signal);
		const newer = await project.backups.create('asked', signal);
		await closed();
		await truncate(join(folder(), '.prometheus', 'backups', newer.name), 500);
		await writeFile(databasePath(), 'This was a database once.'.repeat(1_000));

		const again = await opened();
		const { recovery } = again;
		assert.ok(recovery?.report);
		assert.deepEqual(
			[again.memory.contentHash(), calls(again), recovery.skipped.map(({ name }) => name)],
			[hash, spent, [newer.name]],
		);
		const report = await again.generation.generate({ kind: 'chapter', chapter: 1, again: false }, signal);
		assert.equal(report.modelCalls, 0);
	});

	it('finds damage inside a large file in the background, and sets it aside on the next opening', async () => {
		const project = await opened();
		const text = 'The tide came in over the flats and went out again before anybody had noticed. '.repeat(12);
		project.memory.addAll(
			Array.from({ length: 9_000 }, (_, at) => ({ text: `${at} ${text}`, kind: 'scene' as const })),
		);
		await closed();
		const bytes = await readFile(databasePath());
		assert.ok(bytes.length > 8_000_000);
		bytes.fill(0xab, 4_096 * 900, 4_096 * 903);
		await writeFile(databasePath(), bytes);

		const suspect = await opened();
		assert.equal(suspect.recovery, undefined);
		assert.notEqual(await suspect.verifyDatabase(signal), undefined);
		await closed();
		assert.ok((await opened()).recovery !== undefined);
	});

	it('backs up before it changes the schema of an earlier version', async () => {
		const old = new DatabaseSync(join(folder(), 'old.db'));
		migrate(old, 'old.db', 1);
		old.exec("INSERT INTO run VALUES ('r', '{}', 'o', 1, 2, 'done')");
		old.close();
		await rename(join(folder(), 'old.db'), join(folder(), 'kept.db'));
		const project = await opened();
		await closed();
		assert.ok(project);
		await copyFile(join(folder(), 'kept.db'), databasePath());
		await opened();
		const names = await readdir(join(folder(), '.prometheus', 'backups'));
		assert.equal(names.filter((name) => name.includes('before-migration')).length, 1);
	});
});
