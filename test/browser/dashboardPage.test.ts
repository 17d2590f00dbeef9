import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { DashboardSnapshot, ReadyDashboard } from '../../src/protocol/dashboard.js';
import { startCanary } from '../support/canary.js';
import { axeViolations } from '../support/editor/axeViolations.js';
import { flat } from '../support/flat.js';
import { until } from '../support/until.js';
import { DashboardBrowser, type DashboardWindow } from '../support/webview/dashboardWindow.js';
import { hostileCalls, hostileDashboard, hostileRun, hostileText } from '../support/webview/hostileDashboard.js';
import { costsBy, forecastDone, readyDashboard, rowOf, someCalls, totalOf } from '../support/webview/richDashboard.js';
import { someRun } from '../support/webview/someRun.js';

const parts = ['Overview', 'Costs', 'Time', 'Memory'] as const;
type PartName = (typeof parts)[number];

describe('The page of the dashboard', function () {
	this.timeout(120_000);
	let browser: DashboardBrowser;
	let window: DashboardWindow;
	let page: Page;

	before(async () => {
		browser = await DashboardBrowser.open();
	});

	after(() => browser.close());

	afterEach(async function () {
		const { faults, asked, origin } = window;
		await page.context().close();
		assert.deepEqual(faults, [], 'nothing to complain of in the console');
		const foreign = asked.filter((address) => !address.startsWith(`${origin}/`));
		assert.deepEqual(foreign, [], 'nothing is asked for elsewhere');
	});

	async function show(options: Partial<Parameters<DashboardBrowser['show']>[0]> = {}): Promise<void> {
		window = await browser.show({ snapshot: readyDashboard(), run: someRun(), ...options });
		({ page } = window);
		if (options.snapshot === undefined)
			window.host.snapshot = (look) => readyDashboard({ costs: costsBy(look.breakdown) });
		window.host.calls = () => ({ calls: someCalls, isMore: true });
		await page.locator('h1:visible, .empty h2:visible').first().waitFor();
	}

	const tab = (name: PartName): Locator => page.getByRole('tab', { name });
	const panel = (): Locator => page.getByRole('tabpanel');
	const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
	const text = async (of: Locator): Promise<string> => flat(await of.innerText());
	const rowNames = async (): Promise<readonly string[]> =>
		(await page.locator('.cost-row .name:visible').allInnerTexts()).map(flat);
	const asked = (name: string): readonly unknown[] => window.host.asked(name);

	async function go(name: PartName): Promise<void> {
		await tab(name).click();
		await page.getByRole('tabpanel', { name }).waitFor();
	}

	async function update(snapshot: DashboardSnapshot): Promise<void> {
		window.host.snapshot = () => snapshot;
		await window.host.show();
	}

	async function scrollTop(): Promise<number> {
		return await page.locator('#part-costs').evaluate((part: { scrollTop: number }) => part.scrollTop);
	}

	async function focused(): Promise<string> {
		return await page.evaluate(`(() => {
			const { activeElement: active } = document;
			return active.localName + ' ' + (active.getAttribute('aria-label') ?? active.textContent);
		})()`);
	}

	describe('Overview', () => {
		it('tells how far the book is, what is being written, what is left and what it will take', async () => {
			await show();
			assert.equal(
				await text(page.locator('header')),
				'Ten Stone a Head 4 of 12 chapters finished · 6,214 of 18,000 words',
			);
			const overview = await text(panel());
			for (const told of [
				'Chapter 5, scene 2: drafting',
				'640 of about 1,500 words · $0.27 so far',
				'$36.09 left of $50.00 · 28% used Under way',
				'25% 50% 75% $50.00 Finished at $38.21 to $53.01',
				'On other computers $2.10 spent, $0.12 held',
				'This month $13.53 spent, $0.38 held, of $20.00',
				'At most for one run $6.00',
				'The server that shares the budget cannot be reached',
				'$24.30 to $39.10 more',
				'7 of 8 chapters',
				'2 hr 36 min',
				'6% of it is done since',
				'The last estimate was 8 % too low.',
				'Getting close This month has cost $10.02',
			]) {
				assert.ok(overview.includes(told), `${told}\n${overview}`);
			}
			const stages = page.getByRole('img', { name: /^By stage: .*Drafting: \$16\.10 – \$24\.80/ });
			assert.equal(await stages.locator('rect').count(), 10);
			await page.getByRole('img', { name: '$13.53 spent, $0.38 held, $36.09 left of $50.00' }).waitFor();
		});

		it('pauses, resumes and cancels, and the keyboard stays where it is', async () => {
			await show();
			await button('Pause').focus();
			await page.keyboard.press('Enter');
			const paused = readyDashboard();
			await update({ ...paused, ...(paused.activity && { activity: { ...paused.activity, isPaused: true } }) });
			assert.equal(await focused(), 'button Resume');
			await page.keyboard.press('Enter');
			await button('Cancel').click();
			const { activity: _, ...idle } = readyDashboard();
			await button('Resume').focus();
			await update(idle);
			assert.equal(await focused(), 'button Generate Next Chapter');
			await page.keyboard.press('Enter');
			assert.deepEqual(
				asked('start'),
				['pauseGeneration', 'resumeGeneration', 'cancelGeneration', 'generateNextChapter'].map((what) => ({ what })),
			);
		});

		it('has each thing done that it offers', async () => {
			await show();
			for (const name of ['Set Budget', 'Recommend Model', 'Choose Models']) await button(name).click();
			await button('Open Chapter').click();
			await button('Estimate Anew').click();
			const whats = ['setBudget', 'recommendModel', 'chooseModels'];
			await until('all is asked for', () => asked('estimate').length === 1);
			assert.deepEqual(
				asked('start'),
				whats.map((what) => ({ what })),
			);
			assert.deepEqual(asked('openChapter'), [{ chapter: 5 }]);
		});

		it('says of a forecast that there is none, that it is being made, and why it failed', async () => {
			await show({ snapshot: readyDashboard({ forecast: { state: 'none' } }) });
			await page.getByText('What will it take?').waitFor();
			await button('Estimate').focus();
			await page.keyboard.press('Enter');
			await update(readyDashboard({ forecast: { state: 'making' } }));
			await page.getByRole('progressbar', { name: 'Estimating…' }).waitFor();
			assert.equal(await focused(), 'button Estimate');
			await page.keyboard.press('Enter');
			await update(readyDashboard({ forecast: { state: 'failed', sentence: 'No price is known for x/y.' } }));
			await page.getByText('No price is known for x/y.').waitFor();
			await update(readyDashboard({ forecast: forecastDone }));
			assert.equal(await focused(), 'button Estimate Anew');
			assert.equal(asked('estimate').length, 1);
		});

		it('says so where there is nothing to be told of the budget yet', async () => {
			await show({ snapshot: readyDashboard({ alerts: [] }) });
			await page.getByText('Nothing yet. You are told here when spending passes').waitFor();
		});

		it('shows what the host could not do', async () => {
			await show();
			window.host.fault = 'The budget cannot be set now.';
			await button('Set Budget').click();
			await page.locator('.notice').getByText('The budget cannot be set now.').waitFor();
			await button('Dismiss').click();
			assert.equal(await page.locator('.notice:visible').count(), 0);
		});
	});

	describe('Parts', () => {
		it('are tabs that arrow keys lead through, and the one that is shown is shown again after a reload', async () => {
			await show();
			await tab('Overview').focus();
			await page.keyboard.press('ArrowLeft');
			assert.equal(await focused(), 'button Memory');
			await page.keyboard.press('Home');
			await page.keyboard.press('ArrowRight');
			assert.equal(await tab('Costs').getAttribute('aria-selected'), 'true');
			assert.equal(await page.getByRole('tabpanel', { name: 'Costs' }).isVisible(), true);
			await page.reload();
			await page.getByRole('tabpanel', { name: 'Costs' }).waitFor();
		});

		it('are shown when the host reveals them', async () => {
			await show();
			await window.host.tell('reveal', { part: 'time' });
			await page.getByRole('tabpanel', { name: 'Time' }).waitFor();
		});
	});

	describe('Costs', () => {
		it('shows every row with its sum, and what was saved', async () => {
			await show();
			await go('Costs');
			assert.deepEqual(await rowNames(), [
				...['Drafting', 'Checking continuity', 'Planning scenes', 'Remembering', 'Outlining', 'Mending'],
			]);
			assert.equal(await text(page.locator('.cost-row').first()), 'Drafting 11 1.71M 1.01M 130K $2.52 $0.38 $8.12');
			assert.equal(await text(page.locator('tfoot')), 'All 78 2.84M 1.68M 216K $4.19 $0.38 $13.53');
			assert.match(await text(panel()), /Saved by caches \$3\.92 Saved by batches \$0\.28 Read from caches 59%/);
			await page.getByRole('img', { name: /^What it cost: Drafting \$8\.12; / }).waitFor();
			await button('Export Ledger').click();
			assert.deepEqual(asked('start'), [{ what: 'exportLedger' }]);
		});

		it('is broken down by whatever one chooses', async () => {
			await show();
			await go('Costs');
			await page.getByRole('radio', { name: 'Stage' }).focus();
			await page.keyboard.press('ArrowRight');
			await until('models are shown', async () => (await rowNames())[0] === 'anthropic/claude-sonnet-4-5');
			await page.locator('.chooser').getByText('Day', { exact: true }).click();
			await until('days are shown', async () => (await rowNames()).includes('26 Nov'));
			await page.getByRole('columnheader', { name: 'Day' }).waitFor();
			assert.deepEqual(
				asked('look').map((look) => (look as { breakdown: string }).breakdown),
				['stage', 'model', 'day'],
			);
		});

		it('is sorted by mouse and by keyboard, and says which way', async () => {
			await show();
			await go('Costs');
			const head = (name: string): Locator => page.getByRole('columnheader', { name });
			assert.equal(await head('Spent').getAttribute('aria-sort'), 'descending');
			await button('Calls').click();
			assert.equal(await head('Calls').getAttribute('aria-sort'), 'descending');
			assert.equal((await rowNames())[0], 'Mending');
			await page.keyboard.press('Enter');
			assert.deepEqual(
				[await head('Calls').getAttribute('aria-sort'), (await rowNames())[0]],
				['ascending', 'Outlining'],
			);
			await page.getByRole('status').filter({ hasText: 'Sorted by Calls, least first' }).waitFor({ state: 'attached' });
			await button('Stage').focus();
			await page.keyboard.press('Space');
			assert.deepEqual((await rowNames()).slice(0, 2), ['Outlining', 'Planning scenes']);
		});

		it('opens the latest calls of a row, which lead to their chapter and to their run', async () => {
			await show();
			await go('Costs');
			await page.locator('.cost-row').first().click();
			const calls = page.locator('.calls li:visible');
			await calls.first().waitFor();
			assert.deepEqual(asked('calls'), [{ breakdown: 'stage', key: 'scene_drafting' }]);
			assert.deepEqual((await calls.allInnerTexts()).map(flat), [
				'Nov 28, 2026, 9:32 AM Drafting anthropic/claude-sonnet-4-5 Chapter 4 Timeline $0.11',
				'Nov 28, 2026, 9:30 AM Drafting anthropic/claude-sonnet-4-5 broken off Chapter 4 Timeline $0.04',
				'Nov 25, 2026, 6:12 PM Outlining openai/gpt-5-mini $0.02',
			]);
			await calls.first().getByRole('button', { name: 'Chapter 4' }).click();
			assert.deepEqual(asked('openChapter'), [{ chapter: 4 }]);
			await calls.first().getByRole('button', { name: 'Timeline' }).click();
			await page.getByRole('tabpanel', { name: 'Time' }).waitFor();
			assert.deepEqual(asked('look').at(-1), { breakdown: 'stage', run: 'run-3' });
		});

		it('opens and closes calls by keyboard, and asks for them again when there are more', async () => {
			await show();
			await go('Costs');
			const toggle = button('Latest calls: Drafting');
			await toggle.focus();
			await page.keyboard.press('Enter');
			await page.locator('.calls li:visible').first().waitFor();
			assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
			const costs = costsBy('stage');
			const rows = costs.rows.map((row) => (row.name === 'Drafting' ? { ...row, calls: row.calls + 1 } : row));
			await update(readyDashboard({ costs: { ...costs, rows } }));
			await until('they are asked for again', () => asked('calls').length === 2);
			assert.equal(await focused(), 'button Latest calls: Drafting');
			await page.keyboard.press('Enter');
			assert.equal(await page.locator('.calls li:visible').count(), 0);
		});

		it('leads from a chapter to it and to what the model saw, and from a run to its timeline', async () => {
			await show();
			await go('Costs');
			await page.locator('.chooser').getByText('Chapter', { exact: true }).click();
			await button('2. Standpipe').click();
			await button('Latest calls: 2. Standpipe').click();
			await button('What Did the Model See?').click();
			await until('it is asked for', () => asked('showReceipt').length === 1);
			assert.deepEqual([asked('openChapter'), asked('showReceipt')], [[{ chapter: 2 }], [{ chapter: 2 }]]);
			await page.locator('.chooser').getByText('Run', { exact: true }).click();
			await button('26 Nov 2026, 20:40').click();
			await page.getByRole('tabpanel', { name: 'Time' }).waitFor();
			assert.deepEqual(asked('look').at(-1), { breakdown: 'run', run: 'run-2' });
		});

		it('says what will stand there while nothing is spent', async () => {
			const costs = { breakdown: 'stage' as const, rows: [], total: totalOf([]) };
			await show({ snapshot: readyDashboard({ costs }) });
			await go('Costs');
			assert.match(await text(panel()), /^Nothing has been spent yet/);
			await panel().getByRole('button', { name: 'Generate Next Chapter' }).click();
			assert.deepEqual(asked('start'), [{ what: 'generateNextChapter' }]);
		});
	});

	describe('Time', () => {
		it('shows where a run spent its time, and what would have been', async () => {
			await show();
			await go('Time');
			const time = await text(panel());
			for (const told of [
				'This run took 21 minutes, and 64 % of them went into drafting.',
				'Drafting critical 13 min 35 sec · 64%',
				'A model twice as fast for drafting would end a run like this 31 % sooner.',
				'Chapters side by side from their plans 3.0 times sooner 7 min instead of 21 min 14 sec',
				'Models writing 13 min 35 sec · 64%',
				'Planning chapter 3 waited for remembering chapter 2',
				'A free slot 4 min 12 sec',
				'Call to a model 74 17 sec 15 sec 38 sec 1 min 1 sec 1 min 3 sec',
				'Scheduled again as it was, this run comes out 2 % too short.',
			]) {
				assert.ok(time.includes(told), `${told}\n${time}`);
			}
			await button('Export Profile').click();
			assert.deepEqual(asked('start'), [{ what: 'exportProfile' }]);
		});

		it('shows the run that one chooses', async () => {
			await show();
			await go('Time');
			await page.getByRole('combobox', { name: 'Run' }).selectOption('run-1');
			await until('it is looked at', () => asked('look').length === 2);
			assert.deepEqual(asked('look').at(-1), { breakdown: 'stage', run: 'run-1' });
		});

		it('is walked through bar by bar with the keyboard, and tells each', async () => {
			await show();
			await go('Time');
			await button('Later').focus();
			await page.keyboard.press('Tab');
			const first = await focused();
			assert.match(
				first,
				/^rect Planning scenes, Chapter 1, begins at 0:0\d\.\d, takes .*, 1 try, on the longest chain$/,
			);
			assert.equal(await page.locator('.tip').isVisible(), true);
			await page.keyboard.press('ArrowRight');
			const second = await focused();
			await page.keyboard.press('ArrowDown');
			const below = await focused();
			assert.equal(new Set([first, second, below]).size, 3);
			assert.doesNotMatch(below, /longest chain/);
			await page.keyboard.press('Escape');
			assert.equal(await page.locator('.tip').isVisible(), false);
		});

		it('zooms and moves by keys, buttons, wheel and hand', async () => {
			await show();
			await go('Time');
			const axis = async (): Promise<string> => (await page.locator('.axis text').allTextContents()).join(' ');
			const changed = async (before: string): Promise<string> => {
				await until('the axis has changed', async () => (await axis()) !== before);
				return await axis();
			};
			const whole = await until('there is an axis', axis);
			await button('Later').focus();
			await page.keyboard.press('Tab');
			await page.keyboard.press('+');
			const closer = await changed(whole);
			await page.keyboard.press('Shift+ArrowRight');
			const later = await changed(closer);
			await page.keyboard.press('-');
			await changed(later);
			await page.keyboard.press('0');
			await until('all is shown', async () => (await axis()) === whole);
			await button('Closer').click();
			await changed(whole);
			await button('Show All').click();
			await until('all is shown', async () => (await axis()) === whole);
			const canvas = page.locator('.canvas');
			await canvas.hover({ position: { x: 400, y: 30 } });
			await page.keyboard.down('Control');
			await page.mouse.wheel(0, -400);
			await page.keyboard.up('Control');
			const wheeled = await changed(whole);
			await page.mouse.down();
			await page.mouse.move(900, 420, { steps: 4 });
			await page.mouse.up();
			await changed(wheeled);
		});

		it('tells of a bar that is pointed at, and takes the keyboard to one that is pressed', async () => {
			await show();
			await go('Time');
			const canvas = page.locator('.canvas');
			await canvas.hover({ position: { x: 200, y: 45 } });
			await until('the tip is shown', () => page.locator('.tip').isVisible());
			assert.match(await text(page.locator('.tip')), /^Drafting Chapter \d, scene \d begins at 0:\d\d\.\d takes /);
			await canvas.click({ position: { x: 200, y: 45 } });
			assert.match(await focused(), /^rect Drafting, Chapter \d, scene /);
		});

		it('can be read as a table', async () => {
			await show();
			await go('Time');
			await button('Show as a table').click();
			const table = page.getByRole('table', { name: 'Pieces of work' });
			assert.match(await text(table), /^Stage Chapter Scene Start Duration Tries Remarks Planning scenes 1 – 0:0/);
			assert.ok((await text(table)).includes('on the longest chain'));
			await page.getByLabel('Which work').selectOption('Everything');
			await page.getByText('96 of 96', { exact: true }).waitFor();
		});

		it('says that a run still goes on, and what will stand there while there is none', async () => {
			const { analysis: _, ...running } = someRun();
			await show({ run: running });
			await go('Time');
			await page.getByText('This run has not ended yet').waitFor();
			window.host.run = () => undefined;
			await update(readyDashboard({ runs: [] }));
			assert.match(await text(panel()), /^Nothing has been generated yet/);
			await panel().getByRole('button', { name: 'Generate Next Chapter' }).click();
			assert.deepEqual(asked('start'), [{ what: 'generateNextChapter' }]);
		});
	});

	describe('Memory', () => {
		it('tells what is remembered, how it is kept and whether it is found again', async () => {
			await show();
			await go('Memory');
			const memory = await text(panel());
			for (const told of [
				'On the desk 23',
				'The story so far 4',
				'Archive 611',
				'Read from text that has changed since: 2',
				'Shared: Everything is on the server.',
				'Last backup: today at 08:50, checked.',
				'Recall works, by words and by meaning.',
				'By words 20 of 20 found',
				'By meaning 18 of 20 found',
			]) {
				assert.ok(memory.includes(told), `${told}\n${memory}`);
			}
			for (const name of ['Open Memory', 'Back Up Now', 'Check Memory and Backups']) await button(name).click();
			await until('all is asked for', () => asked('start').length === 3);
			assert.deepEqual(
				asked('start'),
				['openMemory', 'backUpMemory', 'checkMemory'].map((what) => ({ what })),
			);
		});
	});

	describe('Without a novel to show', () => {
		const states = [
			[{ state: 'no-novel' }, 'No novel is open', ['New Novel', 'Open Folder'], ['newNovel', 'openFolder']],
			[{ state: 'untrusted' }, 'This folder is not trusted yet', ['Manage Trust'], ['manageTrust']],
			[{ state: 'opening' }, 'Opening the novel…', [], []],
			[
				{ state: 'failed', sentence: 'novel.json is broken.' },
				'The novel cannot be opened',
				['Try Again'],
				['tryAgain'],
			],
		] as const;
		for (const [snapshot, title, names, whats] of states) {
			it(`says “${title}” and what to do`, async () => {
				await show({ snapshot, run: undefined });
				await page.getByRole('heading', { name: title }).waitFor();
				assert.equal(await tab('Overview').isVisible(), false);
				for (const name of names) await button(name).click();
				await until('all is asked for', () => asked('start').length === names.length);
				assert.deepEqual(
					asked('start'),
					whats.map((what) => ({ what })),
				);
				if (snapshot.state === 'failed') await page.getByText(snapshot.sentence).waitFor();
				assert.deepEqual(await axeViolations(page.mainFrame()), []);
				await update(readyDashboard());
				await page.getByRole('tabpanel', { name: 'Overview' }).waitFor();
			});
		}
	});

	describe('While everything changes', () => {
		it('keeps focus, selection, scroll and open rows', async () => {
			const snapshot = manyRows(0);
			await show({ snapshot });
			await go('Costs');
			await button('Latest calls: Row 40').click();
			await page.locator('.calls li:visible').first().waitFor();
			await page.locator('#part-costs').evaluate((part: { scrollTop: number }) => (part.scrollTop = 900));
			const toggle = button('Latest calls: Row 41');
			await toggle.focus();
			await page.evaluate(`getSelection().selectAllChildren(document.querySelector('h1'))`);
			const place = async (): Promise<unknown> => [await scrollTop(), (await toggle.boundingBox())?.y];
			const before = await place();
			for (let step = 1; step <= 10; step++) await update(manyRows(step));
			assert.deepEqual(await place(), before);
			for (let step = 1; step <= 10; step++) await update(manyRows(10, step));
			assert.equal(await focused(), 'button Latest calls: Row 41');
			assert.equal(await page.evaluate('String(getSelection())'), 'Ten Stone a Head');
			assert.equal(await page.locator('.calls li:visible').count(), someCalls.length);
			assert.match(await text(page.locator('.cost-row').filter({ hasText: 'Row 41' })), /\$1\.69$/);
			assert.deepEqual((await rowNames()).slice(39, 43), ['Row 38', 'Row 42', 'Row 39', 'Row 40']);
		});

		it('keeps the bar that has the keyboard and the piece of the timeline that is looked at', async () => {
			await show();
			await go('Time');
			await button('Later').focus();
			await page.keyboard.press('Tab');
			for (const key of ['ArrowRight', 'ArrowRight', '+', '+']) await page.keyboard.press(key);
			const bar = await focused();
			const axis = page.locator('.axis');
			const before = await axis.textContent();
			const longer = someRun();
			const bars = [...longer.timeline.bars, [0, 1, 12, 1, longer.timeline.wallMs, 9_000, 1, 4] as const];
			const timeline = {
				...longer.timeline,
				wallMs: longer.timeline.wallMs + 9_000,
				bars: bars.map((one) => [...one] as never),
			};
			window.host.run = () => ({ ...longer, timeline });
			await window.host.show();
			await page.locator('.open-ends').waitFor({ state: 'attached' });
			assert.equal(await focused(), bar);
			assert.equal(await axis.textContent(), before);
		});
	});

	it('shows hostile text as text: nothing of it runs, and nothing is asked for', async () => {
		const canary = await startCanary();
		try {
			const hostile = hostileText(canary.origin);
			await show({ snapshot: hostileDashboard(hostile), run: hostileRun(hostile) });
			window.host.calls = () => ({ calls: hostileCalls(hostile), isMore: false });
			for (const part of parts) {
				await go(part);
				if (part === 'Costs') await page.locator('.cost-row').first().click();
				if (part === 'Time') await page.locator('.canvas').click({ position: { x: 200, y: 15 } });
				await page.getByText('<script>globalThis.hostile=1</script>').first().waitFor();
			}
			const harmful = 'main img, main a, iframe, object, embed, main script, main style, svg[onload]';
			assert.equal(await page.locator(harmful).count(), 0);
			assert.equal(await page.evaluate('"hostile" in globalThis'), false);
			assert.deepEqual(canary.asked, []);
		} finally {
			await canary.close();
		}
	});

	for (const theme of ['light', 'dark', 'high-contrast'] as const) {
		it(`is clear to see and to hear in the theme ${theme}, wide and narrow`, async () => {
			await show({ theme });
			const violations: string[] = [];
			for (const width of [1_240, 600]) {
				await page.setViewportSize({ width, height: 900 });
				for (const part of parts) {
					await go(part);
					if (part === 'Costs' && width === 1_240) await page.locator('.cost-row').first().click();
					if (part === 'Time' && width === 1_240) await button('Show as a table').click();
					violations.push(...(await axeViolations(page.mainFrame())));
					await page.screenshot({ path: `build/screenshots/dashboard-${part}-${theme}-${width}.png` });
				}
				const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
				assert.equal(overflow, 0, `nothing sticks out at ${width} pixels`);
			}
			assert.deepEqual(violations, []);
		});
	}
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
