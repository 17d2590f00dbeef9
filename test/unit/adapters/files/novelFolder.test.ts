import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NovelFolder, readNovel } from '../../../../src/adapters/files/novelFolder.js';
import { isAppError } from '../../../../src/base/errors.js';
import { temporaryFolder } from './temporaryFolder.js';

const novelJson = '{ "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "title": "Salt", "chapters": 1, "wordsPerChapter": 2000 }';

describe('novel folder', () => {
	const folder = temporaryFolder();

	async function put(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
		for (const [path, text] of Object.entries(files)) {
			await mkdir(dirname(join(folder(), path)), { recursive: true });
			await writeFile(join(folder(), path), text);
		}
	}

	it('reads the bible, the outline and the templates', async () => {
		await put({
			'novel.json': `\uFEFF${novelJson}`,
			'bible/premise.md': '# Premise\r\n\r\nA harbour.\r\n',
			'bible/style.md': 'Dry.',
			'bible/beat-sheet.md': 'Beats.',
			'bible/characters/zoe.md': 'No heading.',
			'bible/characters/minor/abe.md': '\uFEFF# Abe Hale\n',
			'bible/characters/README.md': 'x',
			'bible/characters/_old.md': 'x',
			'bible/characters/photo.png': 'x',
			'bible/world/harbour.md': '# The harbour\n',
			'bible/timeline.md': '# Timeline\n',
			'bible/.trash/gone.md': 'x',
			'outline.md': '## 1. One\n- a\n',
			'prompts/scene_drafting.md': '\n---\n---\nWrite {{words}} words.',
			'prompts/old/scene_drafting.md': 'x',
		});
		const { novel, problems } = await readNovel(folder());
		assert.deepEqual(problems, []);
		assert.equal(novel?.info.title, 'Salt');
		assert.deepEqual(novel?.bible, {
			premise: '# Premise\n\nA harbour.\n',
			style: 'Dry.',
			concept: '',
			beatSheet: 'Beats.',
			motifs: '',
			characters: [
				{ name: 'Abe Hale', path: 'bible/characters/minor/abe.md', text: '# Abe Hale\n' },
				{ name: 'zoe', path: 'bible/characters/zoe.md', text: 'No heading.' },
			],
			world: [
				{ name: 'Timeline', path: 'bible/timeline.md', text: '# Timeline\n' },
				{ name: 'The harbour', path: 'bible/world/harbour.md', text: '# The harbour\n' },
			],
		});
		assert.deepEqual(
			novel?.outline.map(({ title }) => title),
			['One'],
		);
		assert.deepEqual([...(novel?.templates ?? [])], [['scene_drafting', '\n---\n---\nWrite {{words}} words.']]);
	});

	it('needs novel.json only, and asks for a premise', async () => {
		await put({ 'novel.json': novelJson });
		const { novel, problems } = await readNovel(folder());
		assert.deepEqual(novel?.outline, []);
		assert.deepEqual(
			problems.map(({ path, severity, code }) => `${path} ${severity} ${code}`),
			['bible/premise.md warning no-premise'],
		);
	});

	it('makes a problem of each file that cannot be read, and reads the rest', async () => {
		await put({
			'novel.json': '{ "title": "Salt", }',
			'bible/premise.md': new Uint8Array([0x41, 0xff, 0xfe]),
			'bible/characters/abe.md/x': 'x',
			'outline.md': 'Later.\n',
		});
		await symlink('nowhere.md', join(folder(), 'bible', 'style.md')).catch(() => undefined);
		const { novel, problems } = await readNovel(folder());
		assert.equal(novel, undefined);
		assert.deepEqual(
			problems.map(({ path, severity, code }) => `${path} ${severity} ${code}`),
			[
				'bible/characters/abe.md error unreadable',
				'bible/premise.md error unreadable',
				'bible/premise.md warning no-premise',
				'novel.json error missing-property',
				'novel.json error missing-property',
				'novel.json error missing-property',
				'novel.json warning json-strict',
				'outline.md error outline-empty',
			],
		);
		assert.match(problems[0]?.message ?? '', /abe\.md cannot be read: there is a folder of that name/);
		assert.match(problems[1]?.message ?? '', /it is not UTF-8 text\. Open it/);
	});

	it('compares the outline with novel.json', async () => {
		await put({ 'novel.json': novelJson, 'bible/premise.md': 'x', 'outline.md': '## 1. One\n- a\n## 2. Two\n- b\n' });
		assert.deepEqual(
			(await readNovel(folder())).problems.map(({ code }) => code),
			['outline-chapter-count'],
		);
	});

	it('says what to do about a folder that is no novel', async () => {
		for (const missing of [folder(), join(folder(), 'gone')]) {
			await assert.rejects(NovelFolder.open(missing), (error) => {
				assert.ok(isAppError(error));
				assert.equal(error.code, 'not-a-novel');
				assert.match(error.message, /has no novel\.json\. Create one with 'Prometheus Novel: New Novel'/);
				return true;
			});
		}
	});

	it('adds files, and never touches one that is there', async () => {
		await put({ 'novel.json': novelJson, 'bible/concept.md': 'Mine.' });
		const store = await NovelFolder.open(folder());
		const files = ['bible/concept.md', 'bible/world/harbour.md'].map((path) => ({ path, text: 'New.' }));
		assert.deepEqual(await store.addFiles(files), ['bible/world/harbour.md']);
		assert.equal(await readFile(join(folder(), 'bible/concept.md'), 'utf8'), 'Mine.');
		assert.equal(await readFile(join(folder(), 'bible/world/harbour.md'), 'utf8'), 'New.');
		await assert.rejects(store.addFiles([{ path: '../outside.md', text: '' }]), /outside the novel/);
		assert.deepEqual((await readdir(join(folder(), 'bible'))).sort(), ['concept.md', 'world']);
	});

	it('says what is in the way of a file', async () => {
		await put({ 'novel.json': novelJson, bible: 'a file' });
		const store = await NovelFolder.open(folder());
		await assert.rejects(store.addFiles([{ path: 'bible/world/x.md', text: '' }]), { code: 'unwritable' });
		assert.equal((await store.read()).problems[0]?.code, 'unreadable');
	});
});
