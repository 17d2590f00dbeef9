import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { until } from '../support/until.js';

describe('A novelist with an empty folder and an idea', function () {
	this.timeout(120_000);
	let editor: SampleEditor;

	before(async () => {
		editor = await openSampleEditor({
			logName: 'new-novel',
			theme: 'high-contrast',
			prepare: emptied,
			settings: { 'prometheusNovel.rehearsal.tokensPerSecond': 0 },
		});
	});

	after(() => editor.close());

	it('sees no budget before there is a novel', async () => {
		const { workbench } = editor;
		await workbench.statusBarItem('Layout').waitFor();
		assert.deepEqual(
			(await workbench.statusBarTexts()).filter((text) => text.includes('$')),
			[],
		);
	});

	it('answers four questions by keyboard, and has a novel with its premise open', async () => {
		const { workbench, folder } = editor;
		await workbench.runCommand('Prometheus Novel: New Novel');
		await workbench.answer('What is the novel called? (1/4)', '');
		await workbench.page.getByText('Write at least a working title.').waitFor();
		await workbench.screenshot('new-novel-title');
		await workbench.answer('What is the novel called? (1/4)', 'The Lamp');
		await workbench.answer('What is it about? (2/4)', 'A keeper lies about one night.');
		await workbench.answer('What kind of book is it? (3/4)', 'gothic mystery');
		await workbench.pick('How long will it be? (4/4)', 'My own…');
		await workbench.answer('Chapters × words in each (4/4)', '2 × 300');
		await workbench.waitForEditorText(/A keeper lies about one night\./);
		await workbench.statusBarItem('$0.00 / $50.00').waitFor();
		const info = JSON.parse(await readFile(path.join(folder, 'novel.json'), 'utf8')) as Record<string, unknown>;
		assert.deepEqual(
			[info['title'], info['genre'], info['chapters'], info['wordsPerChapter']],
			['The Lamp', 'gothic mystery', 2, 300],
		);
		await workbench.screenshot('new-novel');
	});

	it('has it planned and its first chapter drafted without a further question', async () => {
		const { workbench, folder } = editor;
		await workbench.runCommand('Prometheus Novel: Plan the Book');
		await workbench.dismiss(/Bible and outline are written: .* tokens, \$0\.00\./);
		await workbench.runCommand('Prometheus Novel: Generate Next Chapter');
		await workbench.notification(/Chapter 1, “.+”: \d+ words, .* tokens, \$0\.00\./);
		await workbench.screenshot('first-chapter');
		const chapters = await until('the chapter is there', () => readdir(path.join(folder, 'manuscript')));
		assert.deepEqual(
			chapters.map((name) => name.slice(0, 3)),
			['01-'],
		);
	});
});

async function emptied(folder: string): Promise<void> {
	for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true });
}
