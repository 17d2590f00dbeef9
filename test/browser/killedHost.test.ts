import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAimock, type Aimock } from '../support/aimock.js';
import { extensionHosts } from '../support/editor/extensionHosts.js';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { journalledScenes, novelRows } from '../support/novel/novelDatabase.js';
import { novelist } from '../support/novel/novelist.js';
import { until } from '../support/until.js';

const model = 'slow/novelist';

describe('An extension host that is killed in the middle of a chapter', function () {
	this.timeout(120_000);
	let aimock: Aimock;
	let editor: SampleEditor;

	before(async () => {
		aimock = await startAimock({
			handler: novelist,
			fixture: { chunkSize: 40, streamingProfile: { ttft: 30, tps: 60 } },
		});
		editor = await openSampleEditor({
			logName: 'killed-host',
			prepare: firstThreeChapters,
			settings: {
				'prometheusNovel.providers': { slow: { baseUrl: aimock.baseUrls.openai } },
				'prometheusNovel.prices': { [model]: { input: 1, output: 4 } },
				'prometheusNovel.models.plan': model,
				'prometheusNovel.models.draft': model,
				'prometheusNovel.models.check': model,
			},
		});
		editor.workbench.page.on('dialog', (dialog) => void dialog.accept());
	});

	after(async () => {
		await editor.close();
		await aimock.close();
	});

	it('loses nothing that was written and buys nothing twice', async () => {
		const { workbench, folder, server } = editor;
		await workbench.runCommand('Prometheus Novel: Generate Novel');
		await until('chapter 2 is being drafted', () => journalledScenes(folder, 2).join('').length > 600, 60_000);
		const [host, ...others] = extensionHosts(server.pid);
		assert.ok(host !== undefined && others.length === 0);
		process.kill(host, 'SIGKILL');

		const journalled = journalledScenes(folder, 2);
		const results = novelRows<{ node: string }>(folder, 'SELECT node FROM stage_result');
		const finished = new Set(results.map(({ node }) => node));
		const inFlight = novelRows<{ id: string }>(folder, "SELECT id FROM call WHERE state = 'held'").length;
		const asked = aimock.exchanges.map(({ request }) => JSON.stringify(request.messages));
		assert.ok(inFlight >= 1);
		aimock.answer(novelist, { chunkSize: 400, streamingProfile: { ttft: 5, tps: 2_000 } });

		await workbench.page.reload();
		await workbench.runCommand('Prometheus Novel: Generate Novel');
		await until('the second run is done', () => runsDone(folder) === 1, 60_000);

		const [, second] = novelRows<{ id: string }>(folder, 'SELECT id FROM run ORDER BY id');
		const again = novelRows<{ node: string }>(folder, `SELECT node FROM call WHERE run = '${second?.id}'`);
		assert.deepEqual(
			again.filter(({ node }) => finished.has(node)),
			[],
			'no finished stage is called again',
		);
		const repeated = aimock.exchanges
			.slice(asked.length)
			.filter(({ request }) => asked.includes(JSON.stringify(request.messages)));
		assert.ok(repeated.length <= inFlight, `${repeated.length} of ${inFlight} calls in flight were repeated`);
		assert.deepEqual(novelRows(folder, "SELECT id FROM call WHERE state = 'held'"), []);
		assert.deepEqual(await readdir(path.join(folder, '.prometheus', 'candidates')).catch(() => []), []);

		const files = (await readdir(path.join(folder, 'manuscript'))).toSorted();
		assert.deepEqual(
			files.map((name) => name.slice(0, 2)),
			['01', '02', '03'],
		);
		const chapters = await Promise.all(files.map((name) => readFile(path.join(folder, 'manuscript', name), 'utf8')));
		for (const sentence of journalled.flatMap(wholeSentences))
			assert.ok(chapters[1]?.includes(sentence), `"${sentence}" is in the chapter`);
		for (const chapter of chapters) assertNoParagraphTwice(chapter);
		await workbench.screenshot('after-kill');
	});

	function runsDone(folder: string): number {
		return novelRows(folder, "SELECT id FROM run WHERE outcome = 'done'").length;
	}
});

async function firstThreeChapters(folder: string): Promise<void> {
	const file = path.join(folder, 'outline.md');
	const outline = await readFile(file, 'utf8');
	await writeFile(file, outline.slice(0, outline.indexOf('## 4.')));
	const info = path.join(folder, 'novel.json');
	await writeFile(info, (await readFile(info, 'utf8')).replace('"chapters": 12', '"chapters": 3'));
}

function wholeSentences(scene: string): readonly string[] {
	return (
		scene
			.slice(0, scene.lastIndexOf('.') + 1)
			.match(/[^.]+\./g)
			?.map((sentence) => sentence.trim()) ?? []
	);
}

function assertNoParagraphTwice(chapter: string): void {
	const paragraphs = chapter.split('\n\n').filter((paragraph) => paragraph.length > 40);
	assert.equal(new Set(paragraphs).size, paragraphs.length);
}
