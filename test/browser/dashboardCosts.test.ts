import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { ReadyDashboard } from '../../src/protocol/dashboard.js';
import { flat } from '../support/flat.js';
import { until } from '../support/until.js';
import { DashboardScreen } from '../support/webview/dashboardScreen.js';
import { costsBy, readyDashboard, rowOf, someCalls, totalOf } from '../support/webview/richDashboard.js';

describe('Costs in the dashboard', function () {
	const screen = new DashboardScreen().useIn(this);

	it('shows every row with its sum, and what was saved', async () => {
		await screen.show();
		await screen.go('Costs');
		assert.deepEqual(await screen.rowNames(), [
			...['Drafting', 'Checking continuity', 'Planning scenes', 'Remembering', 'Outlining', 'Mending'],
		]);
		assert.equal(
			await screen.text(screen.page.locator('.cost-row').first()),
			'Drafting 11 1.71M 1.01M 130K $2.52 $0.38 $8.12',
		);
		assert.equal(await screen.text(screen.page.locator('tfoot')), 'All 78 2.84M 1.68M 216K $4.19 $0.38 $13.53');
		assert.match(
			await screen.text(screen.panel),
			/Saved by caches \$3\.92 Saved by batches \$0\.28 Read from caches 59%/,
		);
		await screen.page.getByRole('img', { name: /^What it cost: Drafting \$8\.12; / }).waitFor();
		await screen.button('Export Ledger').click();
		assert.deepEqual(screen.asked('start'), [{ what: 'exportLedger' }]);
	});

	it('is broken down by whatever one chooses', async () => {
		await screen.show();
		await screen.go('Costs');
		await screen.page.getByRole('radio', { name: 'Stage' }).focus();
		await screen.page.keyboard.press('ArrowRight');
		await until('models are shown', async () => (await screen.rowNames())[0] === 'anthropic/claude-sonnet-4-5');
		await screen.page.locator('.chooser').getByText('Day', { exact: true }).click();
		await until('days are shown', async () => (await screen.rowNames()).includes('26 Nov'));
		await screen.page.getByRole('columnheader', { name: 'Day' }).waitFor();
		assert.deepEqual(
			screen.asked('look').map((look) => {
				const { part, breakdown } = look as { part: string; breakdown: string };
				return `${part}: ${breakdown}`;
			}),
			['overview: stage', 'costs: stage', 'costs: model', 'costs: day'],
		);
	});

	it('is sorted by mouse and by keyboard, and says which way', async () => {
		await screen.show();
		await screen.go('Costs');
		const head = (name: string): Locator => screen.page.getByRole('columnheader', { name });
		assert.equal(await head('Spent').getAttribute('aria-sort'), 'descending');
		await screen.button('Calls').click();
		assert.equal(await head('Calls').getAttribute('aria-sort'), 'descending');
		assert.equal((await screen.rowNames())[0], 'Mending');
		await screen.page.keyboard.press('Enter');
		assert.deepEqual(
			[await head('Calls').getAttribute('aria-sort'), (await screen.rowNames())[0]],
			['ascending', 'Outlining'],
		);
		await screen.page
			.getByRole('status')
			.filter({ hasText: 'Sorted by Calls, least first' })
			.waitFor({ state: 'attached' });
		await screen.button('Stage').focus();
		await screen.page.keyboard.press('Space');
		assert.deepEqual((await screen.rowNames()).slice(0, 2), ['Outlining', 'Planning scenes']);
	});

	it('opens the latest calls of a row, which lead to their chapter and to their run', async () => {
		await screen.show();
		await screen.go('Costs');
		await screen.page.locator('.cost-row').first().click();
		const calls = screen.page.locator('.calls li:visible');
		await calls.first().waitFor();
		assert.deepEqual(screen.asked('calls'), [{ breakdown: 'stage', key: 'scene_drafting' }]);
		assert.deepEqual((await calls.allInnerTexts()).map(flat), [
			'Nov 28, 2026, 9:32 AM Drafting anthropic/claude-sonnet-4-5 Chapter 4 Timeline $0.11',
			'Nov 28, 2026, 9:30 AM Drafting anthropic/claude-sonnet-4-5 broken off Chapter 4 Timeline $0.04',
			'Nov 25, 2026, 6:12 PM Outlining openai/gpt-5-mini $0.02',
		]);
		await calls.first().getByRole('button', { name: 'Chapter 4' }).click();
		assert.deepEqual(screen.asked('openChapter'), [{ chapter: 4 }]);
		await calls.first().getByRole('button', { name: 'Timeline' }).click();
		await screen.page.getByRole('tabpanel', { name: 'Time' }).waitFor();
		assert.deepEqual(screen.asked('look').at(-1), { part: 'time', breakdown: 'stage', run: 'run-3' });
	});

	it('opens and closes calls by keyboard, and asks for them again when there are more', async () => {
		await screen.show();
		await screen.go('Costs');
		const toggle = screen.button('Latest calls: Drafting');
		await toggle.focus();
		await screen.page.keyboard.press('Enter');
		await screen.page.locator('.calls li:visible').first().waitFor();
		assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
		const costs = costsBy('stage');
		const rows = costs.rows.map((row) => (row.name === 'Drafting' ? { ...row, calls: row.calls + 1 } : row));
		await screen.update(readyDashboard({ costs: { ...costs, rows } }));
		await until('they are asked for again', () => screen.asked('calls').length === 2);
		assert.equal(await screen.focused(), 'button Latest calls: Drafting');
		await screen.page.keyboard.press('Enter');
		assert.equal(await screen.page.locator('.calls li:visible').count(), 0);
	});

	it('leads from a chapter to it and to what the model saw, and from a run to its timeline', async () => {
		await screen.show();
		await screen.go('Costs');
		await screen.page.locator('.chooser').getByText('Chapter', { exact: true }).click();
		await screen.button('2. Standpipe').click();
		await screen.button('Latest calls: 2. Standpipe').click();
		await screen.button('What Did the Model See?').click();
		await until('it is asked for', () => screen.asked('showReceipt').length === 1);
		assert.deepEqual([screen.asked('openChapter'), screen.asked('showReceipt')], [[{ chapter: 2 }], [{ chapter: 2 }]]);
		await screen.page.locator('.chooser').getByText('Run', { exact: true }).click();
		await screen.button('26 Nov 2026, 20:40').click();
		await screen.page.getByRole('tabpanel', { name: 'Time' }).waitFor();
		assert.deepEqual(screen.asked('look').at(-1), { part: 'time', breakdown: 'run', run: 'run-2' });
	});

	it('says what will stand there while nothing is spent', async () => {
		const costs = { breakdown: 'stage' as const, rows: [], total: totalOf([]) };
		await screen.show({ snapshot: readyDashboard({ costs }) });
		await screen.go('Costs');
		assert.match(await screen.text(screen.panel), /^Nothing has been spent yet/);
		await screen.panel.getByRole('button', { name: 'Generate Next Chapter' }).click();
		assert.deepEqual(screen.asked('start'), [{ what: 'generateNextChapter' }]);
	});

	it('keeps focus, selection, scroll and open rows', async () => {
		const snapshot = manyRows(0);
		await screen.show({ snapshot });
		await screen.go('Costs');
		await screen.button('Latest calls: Row 40').click();
		await screen.page.locator('.calls li:visible').first().waitFor();
		await screen.page.locator('#part-costs').evaluate((part: { scrollTop: number }) => (part.scrollTop = 900));
		const toggle = screen.button('Latest calls: Row 41');
		await toggle.focus();
		await screen.page.evaluate(`getSelection().selectAllChildren(document.querySelector('h1'))`);
		const place = async (): Promise<unknown> => [
			await screen.page.locator('#part-costs').evaluate((part: { scrollTop: number }) => part.scrollTop),
			(await toggle.boundingBox())?.y,
		];
		const before = await place();
		for (let step = 1; step <= 10; step++) await screen.update(manyRows(step));
		assert.deepEqual(await place(), before);
		for (let step = 1; step <= 10; step++) await screen.update(manyRows(10, step));
		assert.equal(await screen.focused(), 'button Latest calls: Row 41');
		assert.equal(await screen.page.evaluate('String(getSelection())'), 'Ten Stone a Head');
		assert.equal(await screen.page.locator('.calls li:visible').count(), someCalls.length);
		const row = screen.page.locator('.cost-row').filter({ has: toggle });
		assert.match(await screen.text(row), /\$1\.69$/);
		assert.deepEqual((await screen.rowNames()).slice(38, 42), ['Row 38', 'Row 42', 'Row 39', 'Row 40']);
	});
});

/**
 * @param more cents that every row has cost more
 * @param ahead cents more for each seventh row, so that some change places
 */
function manyRows(more: number, ahead = 0): ReadyDashboard {
	const rows = Array.from({ length: 120 }, (_, at) =>
		rowOf(`key-${at}`, `Row ${at}`, at, 200 - at + more + (at % 7 === 0 ? ahead * 0.35 : 0)),
	);
	const sorted = rows.toSorted((a, b) => b.spent - a.spent);
	return readyDashboard({ costs: { breakdown: 'stage', rows: sorted, total: totalOf(rows) } });
}
