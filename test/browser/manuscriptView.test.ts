import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { startCanary, type Canary } from '../support/canary.js';
import { openMemoryView } from '../support/editor/openMemoryView.js';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { themes, type ThemeName } from '../support/editor/themes.js';
import { Workbench } from '../support/editor/workbench.js';
import { flat } from '../support/flat.js';
import { changeFile, draftChapters } from '../support/novel/draftedSample.js';
import { until } from '../support/until.js';

const size = { width: 1240, height: 860 };
const third = 'manuscript/03-the-bella-vista.md';

describe('The Manuscript view of a novel with three chapters', function () {
	this.timeout(180_000);
	let canary: Canary;
	let editor: SampleEditor;

	before(async () => {
		canary = await startCanary();
		editor = await openSampleEditor({
			logName: 'manuscript-view',
			theme: 'light',
			size,
			settings: { 'prometheusNovel.rehearsal.tokensPerSecond': 0 },
			prepare: async (folder) => {
				await changeFile(folder, 'outline.md', (text) =>
					text.replace('## 6. ', `## 6. ${hostileTitle(canary.origin)} `),
				);
				await draftChapters(folder, '1-3');
				await changeFile(folder, third, (text) => `${text}\nShe counted the keys once more.\n`);
			},
		});
		page().setDefaultTimeout(30_000);
		await openMemoryView(editor.workbench);
		await row('12. ').waitFor();
	});

	after(async () => {
		await editor.close();
		await canary.close();
	});

	const page = (): Page => editor.workbench.page;
	const rows = (): Locator => page().locator('.pane').filter({ hasText: 'Manuscript' }).locator('.monaco-list-row');
	const row = (label: string): Locator => rows().filter({ hasText: label }).first();
	const label = async (one: Locator): Promise<string> => String(await one.getAttribute('aria-label'));

	it('shows each chapter with its state, its words and its goal', async () => {
		assert.match(flat(await row('1. Nobody').innerText()), /^1\. Nobody ?[\d,]+ \/ 1,500 words$/);
		assert.match(await label(row('1. Nobody')), /^1\. Nobody Drafted\. [\d,]+ of 1,500 words\. Drafted by rehearsal\./);
		assert.match(await label(row('3. The Bella Vista')), /Edited by you\./);
		assert.match(await label(row('4. ')), /Planned\. 0 of 1,500 words\./);
		await editor.workbench.screenshot('manuscript');
	});
});

function hostileTitle(origin: string): string {
	return `<img src="${origin}/title.png"> [x](command:workbench.action.quit) javascript:alert(1)`;
}
