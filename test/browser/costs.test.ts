import assert from 'node:assert/strict';
import { startAimock, type Aimock } from '../support/aimock.js';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { novelRows } from '../support/novel/novelDatabase.js';
import { plausibleNovelist } from '../support/novel/plausibleNovelist.js';
import { until } from '../support/until.js';

const model = 'openai/gpt-5-mini';

describe('An author who watches the money', function () {
	this.timeout(120_000);
	let aimock: Aimock;
	let editor: SampleEditor;

	before(async () => {
		aimock = await startAimock({
			handler: plausibleNovelist({ seed: 17 }),
			fixture: { chunkSize: 2_000 },
		});
		editor = await openSampleEditor({
			logName: 'costs',
			theme: 'light',
			settings: {
				'prometheusNovel.providers': { openai: { baseUrl: aimock.baseUrls.openai } },
				'prometheusNovel.models.plan': model,
				'prometheusNovel.models.draft': model,
				'prometheusNovel.models.check': model,
				'prometheusNovel.budget.usd': 0.05,
				'prometheusNovel.budget.askAboveUsd': 0.01,
			},
		});
	});

	after(async () => {
		await editor.close();
		await aimock.close();
	});

	const calls = (): number =>
		novelRows<{ calls: number }>(editor.folder, 'SELECT count(*) AS calls FROM call')[0]?.calls ?? 0;

	it('reads what the book will cost, by stage, model and chapter, before a cent is spent', async () => {
		const { workbench } = editor;
		await workbench.runCommand('Prometheus Novel: Estimate Cost');
		const page = await workbench.webview('h1');
		assert.equal(await page.innerText(), 'Estimate');
		const text = await page.locator('xpath=..').innerText();
		assert.match(
			text,
			/12 chapters to draft: about \$0\.\d\d, in nine of ten cases less than \$0\.\d\d, in about \d+ minutes\./,
		);
		assert.match(text, /\$0\.05 of the budget is left: enough for about \d of these chapters\./);
		for (const heading of ['Stage', 'Model', 'Chapter']) assert.ok(text.includes(heading), heading);
		await workbench.screenshot('estimate');
		await workbench.runCommand('View: Close Editor');
		assert.equal(calls(), 0);
	});

	it('is asked before a whole book is generated, and nothing is sent when the answer is no', async () => {
		const { workbench } = editor;
		await workbench.runCommand('Prometheus Novel: Generate Novel');
		const dialog = workbench.page.locator('.monaco-dialog-box');
		await dialog.filter({ hasText: /Draft 12 chapters for about \$0\.\d\d\?/ }).waitFor();
		assert.match(await dialog.innerText(), /the run would stop after about \d of these chapters/);
		await workbench.screenshot('ask-before-generating');
		await dialog.getByRole('button', { name: 'Cancel' }).click();
		await dialog.waitFor({ state: 'detached' });
		assert.equal(calls(), 0);
	});

	it('is told of thresholds once each, stopped at the limit with three ways on, and goes on with more', async () => {
		const { workbench, folder } = editor;
		await workbench.runCommand('Prometheus Novel: Generate Novel');
		const dialog = workbench.page.locator('.monaco-dialog-box');
		await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
		const end = await workbench.notification(/The budget of \$0\.05 may not cover the next call/);
		const texts = await workbench.notifications();
		const told = texts.filter((text) => text.includes('of its budget of $0.05 is used'));
		assert.equal(new Set(told).size, told.length);
		const levels = novelRows<{ level: string }>(
			folder,
			'SELECT level FROM budget_alert WHERE told = 1 ORDER BY threshold',
		);
		assert.equal(new Set(levels.map(({ level }) => level)).size, levels.length);
		assert.ok(levels.some(({ level }) => level === 'BUDGET_EXCEEDED'));
		assert.deepEqual(
			(await end.getByRole('button').allInnerTexts()).filter((text) => text !== '' && !/^\W+$/.test(text)),
			['Raise Budget', 'Cheaper Model', 'Stop'],
		);
		await workbench.screenshot('budget-exceeded');
		const { spent } = novelRows<{ spent: number }>(folder, 'SELECT sum(cost_micro_usd) AS spent FROM call')[0] ?? {
			spent: 0,
		};
		assert.ok(spent > 25_000 && spent <= 50_000, `${spent} of 50000 were spent`);

		const before = calls();
		// A click may meet the header of the list.
		await end.getByRole('button', { name: 'Raise Budget' }).press('Enter');
		await workbench.answer('Budget of the novel', '0,09');
		await until('the run goes on', () => calls() > before);
		await workbench.statusBarItem('/ $0.09').waitFor();
		await workbench.notification(/The budget of \$0\.09 may not cover/);
	});

	it('finds a model by quality, with reasons', async () => {
		const { workbench } = editor;
		await workbench.runCommand('Prometheus Novel: Recommend Model');
		await workbench.pick('A model for what?', 'Drafting the prose');
		await workbench.pick('Of which quality at least?', 'medium');
		await workbench.pickTitle('Which one? The first is recommended.');
		const first = workbench.page.locator('.quick-input-list .monaco-list-row').first();
		assert.match(
			(await first.innerText()).replaceAll('\u00a0', ' '),
			/a call[^]*the cheapest of quality “medium”[^]*tokens of context/,
		);
		await workbench.screenshot('recommend-model');
		await workbench.page.keyboard.press('Escape');
	});
});
