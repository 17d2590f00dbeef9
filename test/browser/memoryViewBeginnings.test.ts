import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { axeViolations } from '../support/editor/axeViolations.js';
import { openMemoryView } from '../support/editor/openMemoryView.js';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { webviewFrame } from '../support/editor/webviewFrame.js';
import { flat } from '../support/flat.js';

describe('The Memory view of a novel that remembers nothing yet', function () {
	this.timeout(90_000);
	let editor: SampleEditor;

	before(async () => {
		editor = await openSampleEditor({ logName: 'memory-view-beginnings', theme: 'light' });
		await openMemoryView(editor.workbench);
	});

	after(() => editor.close());

	it('says what to do, and takes a note', async () => {
		const { workbench } = editor;
		const frame = await webviewFrame(workbench.page, '.empty h2');
		await frame.getByRole('heading', { name: 'Nothing is remembered yet' }).waitFor();
		assert.deepEqual(await frame.getByRole('button').allInnerTexts(), ['Generate Next Chapter', 'Add a Note']);
		assert.deepEqual(await axeViolations(frame), []);
		await workbench.screenshot('memory-empty');
		await frame.getByRole('button', { name: 'Add a Note' }).click();
		await workbench.answer('What should the book remember?', 'Noreen Tuplin is left-handed.');
		await frame.locator('.entry').filter({ hasText: 'left-handed' }).waitFor();
		assert.deepEqual((await frame.locator('.tier-head').allInnerTexts()).map(flat), [
			'On the desk 0',
			'The story so far 0',
			'Archive 1',
		]);
		assert.match(flat(await frame.locator('.entry').innerText()), /^Note Whole book .* Noreen Tuplin$/);
	});

	it('says what to do where there is no novel', async () => {
		const { workbench, folder } = editor;
		await rename(path.join(folder, 'novel.json'), path.join(folder, 'elsewhere.json'));
		const frame = await webviewFrame(workbench.page, '.empty h2');
		await frame.getByRole('heading', { name: 'No novel is open' }).waitFor();
		await workbench.screenshot('memory-no-novel');
		breakIndex(folder);
		await rename(path.join(folder, 'elsewhere.json'), path.join(folder, 'novel.json'));
		await frame.locator('.entry').filter({ hasText: 'left-handed' }).waitFor();
	});

	it('warns when recall does not find what is there', async () => {
		const { workbench } = editor;
		const sentence = 'Recall by words finds only 0 of 1 memories that it was asked for.';
		await workbench.notification(sentence);
		const frame = await webviewFrame(workbench.page, '.entry');
		await frame.locator('footer .unwell').filter({ hasText: sentence }).waitFor();
		await workbench.screenshot('memory-unwell');
	});
});

/** As a fault of the disk might: the memories are there, and nothing leads to them. */
function breakIndex(folder: string): void {
	const database = new DatabaseSync(path.join(folder, '.prometheus', 'novel.db'));
	database.exec("INSERT INTO memory_terms (memory_terms) VALUES ('delete-all')");
	database.close();
}
