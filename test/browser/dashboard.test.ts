import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import { formatMoney, microUsd } from '../../src/core/cost/money.js';
import { startCanary, type Canary } from '../support/canary.js';
import { axeViolations } from '../support/editor/axeViolations.js';
import { ownFaults } from '../support/editor/ownFaults.js';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { switchTheme } from '../support/editor/switchTheme.js';
import { webviewFrame } from '../support/editor/webviewFrame.js';
import { Workbench } from '../support/editor/workbench.js';
import { flat } from '../support/flat.js';
import { novelRows } from '../support/novel/novelDatabase.js';
import { spendOnSample, spentRows } from '../support/novel/spentSample.js';
import { until } from '../support/until.js';

const size = { width: 1440, height: 900 };
const parts = ['Overview', 'Costs', 'Time', 'Memory'] as const;

describe('The dashboard of a novel that has cost something', function () {
	this.timeout(180_000);
	let canary: Canary;
	let editor: SampleEditor;
	let frame: Frame;
	let faults: readonly string[] = [];

	before(async () => {
		canary = await startCanary();
		editor = await openSampleEditor({
			logName: 'dashboard',
			theme: 'light',
			size,
			settings: { 'prometheusNovel.rehearsal.tokensPerSecond': 400 },
			prepare: (folder) => spendOnSample(folder, canary.origin),
		});
		editor.workbench.page.setDefaultTimeout(30_000);
		faults = ownFaults(editor.workbench.page);
	});

	after(async () => {
		await editor.close();
		await canary.close();
	});

	const tab = (part: (typeof parts)[number]): Locator => frame.getByRole('tab', { name: part });
	const texts = async (selector: string): Promise<readonly string[]> =>
		(await frame.locator(selector).allInnerTexts()).map(flat);
	const spent = (): number =>
		novelRows<{ spent: number }>(editor.folder, 'SELECT sum(cost_micro_usd) AS spent FROM call')[0]?.spent ?? 0;
	const page = () => editor.workbench.page;

	it('opens from the budget in the status bar, and shows what the ledger has', async () => {
		await page().locator('.statusbar-item[id*="budget"]').first().click();
		frame = await webviewFrame(page(), '.card.budget');
		const budget = flat(await frame.locator('.card.budget').innerText());
		assert.ok(budget.includes(`Spent ${formatMoney(microUsd(spent()))}`), budget);
		assert.ok(budget.includes(`Calls ${spentRows.toLocaleString('en')}`), budget);
		assert.ok(budget.includes('of $50.00'), budget);
		await frame.getByText('0 of 12 chapters finished').waitFor();
	});

	it('estimates what it takes to finish, and sends nothing for it', async () => {
		await frame
			.locator('.card')
			.filter({ hasText: 'To finish the book' })
			.getByText('Estimated')
			.waitFor({ timeout: 90_000 });
		const calls = novelRows<{ calls: number }>(editor.folder, 'SELECT count(*) AS calls FROM call');
		assert.deepEqual({ ...calls[0] }, { calls: spentRows });
	});

	it('breaks the costs down in five ways that sum up to the same', async () => {
		await tab('Costs').click();
		for (const breakdown of ['Stage', 'Model', 'Chapter', 'Day', 'Run']) {
			await frame.getByText(breakdown, { exact: true }).first().click();
			await until(`it is by ${breakdown}`, async () => (await texts('table.costs thead th'))[0] === breakdown);
			const sum = (await texts('table.costs tfoot td')).at(-1);
			assert.equal(sum, formatMoney(microUsd(spent())), breakdown);
		}
	});

	it('sorts by any column, by keyboard as well', async () => {
		await frame.getByText('Chapter', { exact: true }).first().click();
		await until('twelve chapters are there', async () => (await texts('table.costs tbody tr.cost-row')).length === 12);
		const header = frame.locator('table.costs thead').getByRole('button', { name: 'Chapter' });
		await header.focus();
		await page().keyboard.press('Enter');
		const numbers = async (): Promise<readonly number[]> =>
			(await texts('table.costs tbody tr.cost-row th')).map((name) => Number.parseInt(name, 10));
		await until('it is sorted by name', async () => (await numbers()).every((one, at) => one === at + 1));
		await page().keyboard.press('Enter');
		await until('it is sorted the other way', async () => (await numbers()).every((one, at) => one === 12 - at));
	});

	it('opens the latest calls of a row, which lead to their run', async () => {
		const row = frame.locator('table.costs tbody').filter({ hasText: '6.' }).first();
		await row.getByRole('button', { name: /^Latest calls: 6\./ }).press('Enter');
		await until('the calls are there', async () => (await row.locator('.calls li').count()) === 50);
		await row.locator('.calls').getByRole('button', { name: 'Timeline' }).first().press('Enter');
		await frame.getByText('The run of Nov 14, 2023').waitFor();
		assert.equal(await tab('Time').getAttribute('aria-selected'), 'true');
	});

	it('shows what held a run up, and what would have been if', async () => {
		await frame.getByText(/^Most of it, \d+ %, went into drafting\./).waitFor();
		const bottleneck = frame.locator('li').filter({ hasText: 'critical' }).first();
		assert.match(
			flat(await bottleneck.innerText()),
			/^drafting critical .* Twice as fast there ends the run \d+ % sooner\.$/,
		);
		assert.ok((await texts('main')).some((text) => text.includes('What would end one like it sooner')));
	});

	it('is walked through by keyboard: tabs by arrows, the timeline by its keys', async () => {
		await tab('Time').focus();
		await page().keyboard.press('ArrowRight');
		assert.equal(await tab('Memory').getAttribute('aria-selected'), 'true');
		await page().keyboard.press('End');
		await page().keyboard.press('ArrowLeft');
		assert.equal(await tab('Time').getAttribute('aria-selected'), 'true');
		await frame.getByRole('button', { name: 'Closer' }).press('Enter');
		await frame.getByRole('button', { name: 'Closer' }).press('Enter');
	});

	it('follows a run while it goes on, from its own button to the last word', async () => {
		await tab('Overview').click();
		await frame.getByRole('button', { name: 'Generate Next Chapter' }).click();
		await frame
			.locator('.activity')
			.getByText(/Chapter 1/)
			.first()
			.waitFor();
		await frame
			.locator('.activity')
			.getByText(/[1-9]\d* of 1,500 words/)
			.first()
			.waitFor();
		await frame.getByRole('button', { name: 'Pause' }).click();
		await frame.getByRole('button', { name: 'Resume' }).click();
		await tab('Time').click();
		await frame.locator('select#run').selectOption({ index: 0 });
		await frame.getByText('This run has not ended yet').first().waitFor();
		await tab('Overview').click();
		await frame.getByRole('button', { name: 'Generate Next Chapter' }).waitFor({ timeout: 120_000 });
		await frame.getByText('1 of 12 chapters finished').waitFor();
	});

	it('leads to a chapter, beside which it stays', async () => {
		await tab('Costs').click();
		await frame.getByText('Chapter', { exact: true }).first().click();
		await frame.getByRole('button', { name: '1. Nobody', exact: true }).click();
		await page().locator('.editor-group-container.active .tab.active').filter({ hasText: '01-nobody.md' }).waitFor();
		assert.ok(await frame.locator('table.costs').isVisible());
	});

	it('is where it was after the window was reloaded', async () => {
		await tab('Memory').click();
		await editor.workbench.runCommand('Developer: Reload Window');
		frame = await webviewFrame(page(), '[role=tab][aria-selected=true]:has-text("Memory")');
		await frame.getByText('What the book remembers').first().waitFor();
		await frame
			.getByText(/passages|Recall works|found again/i)
			.first()
			.waitFor();
	});

	it('shows hostile text as text: nothing of it runs, and nothing is asked for', async () => {
		assert.match(flat(await frame.locator('h1').innerText()), /^title <img src="http.*> \[x\]\(javascript:/);
		await tab('Costs').click();
		for (const [breakdown, text] of [
			['Stage', '<script>globalThis.hostile=1</script>'],
			['Model', 'openai/model <img src='],
			['Chapter', '2. Standpipe chapter <img src='],
		] as const) {
			await frame.getByText(breakdown, { exact: true }).first().click();
			await frame.locator('table.costs').getByText(text).first().waitFor();
		}
		assert.equal(await frame.locator('img, a, iframe, object, embed').count(), 0);
		assert.equal(await frame.evaluate('"hostile" in globalThis'), false);
		assert.deepEqual(canary.asked, []);
	});

	for (const theme of ['light', 'dark', 'high-contrast'] as const) {
		it(`is clear to see and to hear in the theme ${theme}`, async () => {
			await switchTheme(editor.folder, theme, frame);
			const workbench = new Workbench(page(), theme);
			const violations: string[] = [];
			for (const part of parts) {
				await tab(part).click();
				violations.push(...(await axeViolations(frame)));
				await workbench.screenshot(`dashboard-${part.toLowerCase()}`);
			}
			assert.deepEqual(violations, []);
		});
	}

	it('had nothing to complain of in the console', () => {
		assert.deepEqual(faults, []);
	});
});
