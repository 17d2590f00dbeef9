import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { axeViolations } from '../support/editor/axeViolations.js';
import { openMemoryView } from '../support/editor/openMemoryView.js';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { webviewFrame } from '../support/editor/webviewFrame.js';
import { rememberSample } from '../support/novel/rememberedSample.js';
import { ledgerPages } from '../support/novel/ledgerPages.js';
import { flat } from '../support/flat.js';

const size = { width: 1240, height: 860 };

describe('An author whose VS Code speaks German', function () {
	this.timeout(120_000);
	let editor: SampleEditor;

	before(async () => {
		editor = await openSampleEditor({
			logName: 'german',
			theme: 'light',
			size,
			displayLanguage: 'de',
			settings: { 'prometheusNovel.models.draft': 'openai/gpt-5-mini' },
			prepare: (folder) => rememberSample(folder, ledgerPages),
		});
		editor.workbench.page.setDefaultTimeout(30_000);
	});

	after(() => editor.close());

	it('reads the memory in German, with nothing cut off', async () => {
		const { workbench } = editor;
		await openMemoryView(workbench);
		const frame = await webviewFrame(workbench.page, '.entry');
		const heads = await frame.locator('.tier-head').allInnerTexts();
		assert.deepEqual(
			heads.map((head) => flat(head).replace(/ [\d.]+$/, '')),
			['Auf dem Schreibtisch', 'Was bisher geschah', 'Archiv'],
		);
		assert.equal(await frame.getByRole('searchbox').getAttribute('aria-label'), 'Gedächtnis durchsuchen');
		await frame.locator('.entry').first().hover();
		assert.deepEqual(await axeViolations(frame), []);
		assert.deepEqual(await cutOff(frame), []);
		await workbench.screenshot('german-memory');
	});

	it('edits and searches it in German', async () => {
		const { workbench } = editor;
		const frame = await webviewFrame(workbench.page, '.entry');
		await frame.locator('.entry').first().hover();
		await frame.getByRole('button', { name: 'Bearbeiten', exact: true }).first().click();
		await frame.getByRole('button', { name: 'Speichern', exact: true }).waitFor();
		assert.deepEqual(await cutOff(frame), []);
		await workbench.screenshot('german-editing');
		await frame.getByRole('button', { name: 'Abbrechen', exact: true }).click();
		await frame.getByRole('searchbox').fill('bell');
		await frame.locator('.found:visible .entry').first().waitFor();
		assert.match(
			flat(await frame.locator('.found').innerText()),
			/\d+ gefunden|1 gefunden|Die \d+, die am besten passen/,
		);
		assert.match(flat(await frame.locator('.found .entry').first().innerText()), /enthält „bell“/);
		await workbench.screenshot('german-found');
		await frame.getByRole('searchbox').fill('');
	});

	it('finds the commands by their German names', async () => {
		const { workbench } = editor;
		await workbench.page.locator('.monaco-workbench').press('F1');
		await workbench.page.locator('.quick-input-widget input.input').fill('>Prometheus Novel:');
		await workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Ausgaben zeigen' }).waitFor();
		await workbench.screenshot('german-palette');
		await workbench.page.keyboard.press('Escape');
	});

	it('sees the budget in the status bar', async () => {
		const { workbench } = editor;
		const item = workbench.page.locator('.statusbar-item[aria-label^="Budget des Romans"]');
		assert.match(
			(await item.first().getAttribute('aria-label')) ?? '',
			/Budget des Romans: \$0\.00 von \$50\.00 ausgegeben/,
		);
	});

	it('is told in German what went wrong below the surface', async () => {
		const { workbench } = editor;
		await workbench.runCommand('Prometheus Novel: Nächstes Kapitel generieren');
		await workbench.notification(
			'Für OpenAI gibt es keinen Schlüssel. Legen Sie ihn mit dem Befehl „Prometheus Novel: API-Schlüssel festlegen“ fest',
		);
		await workbench.screenshot('german-missing-key');
	});
});

interface Box {
	readonly scrollWidth: number;
	readonly clientWidth: number;
	readonly textContent: string | null;
}

/** Texts of the page that do not fit where they stand. */
async function cutOff(frame: Frame): Promise<readonly string[]> {
	const boxes = frame.locator('button:visible, select:visible, h2:visible, .tier-head:visible');
	return await boxes.evaluateAll((elements: readonly Box[]) =>
		elements.flatMap(({ scrollWidth, clientWidth, textContent }) =>
			scrollWidth > clientWidth + 1 ? [textContent ?? ''] : [],
		),
	);
}
