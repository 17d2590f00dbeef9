import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { until } from '../support/until.js';
import { DashboardScreen } from '../support/webview/dashboardScreen.js';
import { readyDashboard } from '../support/webview/richDashboard.js';
import { someRun } from '../support/webview/someRun.js';

describe('Time in the dashboard', function () {
	const screen = new DashboardScreen().useIn(this);

	it('shows where a run spent its time, and what would have been', async () => {
		await screen.show();
		await screen.go('Time');
		const time = await screen.text(screen.panel);
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
		await screen.button('Export Profile').click();
		assert.deepEqual(screen.asked('start'), [{ what: 'exportProfile' }]);
	});

	it('shows the run that one chooses', async () => {
		await screen.show();
		await screen.go('Time');
		await screen.page.getByRole('combobox', { name: 'Run' }).selectOption('run-1');
		const wanted = { part: 'time', breakdown: 'stage', run: 'run-1' };
		await until('it is looked at', () => isDeepStrictEqual(screen.asked('look').at(-1), wanted));
	});

	it('is walked through bar by bar with the keyboard, and tells each', async () => {
		await screen.show();
		await screen.go('Time');
		await screen.button('Later').focus();
		await screen.page.keyboard.press('Tab');
		const first = await screen.focused();
		assert.match(
			first,
			/^rect Planning scenes, Chapter 1, begins at 0:0\d\.\d, takes .*, 1 try, on the longest chain$/,
		);
		assert.equal(await screen.page.locator('.tip').isVisible(), true);
		await screen.page.keyboard.press('ArrowRight');
		const second = await screen.focused();
		await screen.page.keyboard.press('ArrowDown');
		const below = await screen.focused();
		assert.equal(new Set([first, second, below]).size, 3);
		assert.doesNotMatch(below, /longest chain/);
		await screen.page.keyboard.press('Escape');
		assert.equal(await screen.page.locator('.tip').isVisible(), false);
	});

	it('zooms and moves by keys, buttons, wheel and hand', async () => {
		await screen.show();
		await screen.go('Time');
		const axis = async (): Promise<string> => (await screen.page.locator('.axis text').allTextContents()).join(' ');
		const changed = async (before: string): Promise<string> => {
			await until('the axis has changed', async () => (await axis()) !== before);
			return await axis();
		};
		const whole = await until('there is an axis', axis);
		await screen.button('Later').focus();
		await screen.page.keyboard.press('Tab');
		await screen.page.keyboard.press('+');
		const closer = await changed(whole);
		await screen.page.keyboard.press('Shift+ArrowRight');
		const later = await changed(closer);
		await screen.page.keyboard.press('-');
		await changed(later);
		await screen.page.keyboard.press('0');
		await until('all is shown', async () => (await axis()) === whole);
		await screen.button('Closer').click();
		await changed(whole);
		await screen.button('Show All').click();
		await until('all is shown', async () => (await axis()) === whole);
		const canvas = screen.page.locator('.canvas');
		await canvas.hover({ position: { x: 400, y: 30 } });
		await screen.page.keyboard.down('Control');
		await screen.page.mouse.wheel(0, -400);
		await screen.page.keyboard.up('Control');
		const wheeled = await changed(whole);
		await screen.page.mouse.down();
		await screen.page.mouse.move(900, 420, { steps: 4 });
		await screen.page.mouse.up();
		await changed(wheeled);
	});

	it('tells of a bar that is pointed at, and takes the keyboard to one that is pressed', async () => {
		await screen.show();
		await screen.go('Time');
		const canvas = screen.page.locator('.canvas');
		await canvas.hover({ position: { x: 200, y: 45 } });
		await until('the tip is shown', () => screen.page.locator('.tip').isVisible());
		assert.match(
			await screen.text(screen.page.locator('.tip')),
			/^Drafting Chapter \d, scene \d begins at 0:\d\d\.\d takes /,
		);
		await canvas.click({ position: { x: 200, y: 45 } });
		assert.match(await screen.focused(), /^rect Drafting, Chapter \d, scene /);
	});

	it('can be read as a table', async () => {
		await screen.show();
		await screen.go('Time');
		await screen.button('Show as a table').click();
		const table = screen.page.getByRole('table', { name: 'Pieces of work' });
		assert.match(await screen.text(table), /^Stage Chapter Scene Start Duration Tries Remarks Planning scenes 1 – 0:0/);
		assert.ok((await screen.text(table)).includes('on the longest chain'));
		await screen.page.getByLabel('Which work').selectOption('Everything');
		await screen.page.getByText('96 of 96', { exact: true }).waitFor();
	});

	it('says that a run still goes on, and what will stand there while there is none', async () => {
		const { analysis: _, ...running } = someRun();
		await screen.show({ run: running });
		await screen.go('Time');
		await screen.page.getByText('This run has not ended yet').waitFor();
		screen.host.run = () => undefined;
		await screen.update(readyDashboard({ runs: [] }));
		assert.match(await screen.text(screen.panel), /^Nothing has been generated yet/);
		await screen.panel.getByRole('button', { name: 'Generate Next Chapter' }).click();
		assert.deepEqual(screen.asked('start'), [{ what: 'generateNextChapter' }]);
	});

	it('keeps the bar that has the keyboard and the piece of the timeline that is looked at', async () => {
		await screen.show();
		await screen.go('Time');
		await screen.button('Later').focus();
		await screen.page.keyboard.press('Tab');
		for (const key of ['ArrowRight', 'ArrowRight', '+', '+']) await screen.page.keyboard.press(key);
		const bar = await screen.focused();
		const axis = screen.page.locator('.axis');
		// The timeline is drawn in the frame after a key.
		await screen.page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
		const before = await axis.textContent();
		const longer = someRun();
		const bars = [...longer.timeline.bars, [0, 1, 12, 1, longer.timeline.wallMs, 9_000, 1, 4] as const];
		const timeline = {
			...longer.timeline,
			wallMs: longer.timeline.wallMs + 9_000,
			bars: bars.map((one) => [...one] as never),
		};
		screen.host.run = () => ({ ...longer, timeline });
		await screen.host.show();
		await screen.page.locator('.open-ends').waitFor({ state: 'attached' });
		assert.equal(await screen.focused(), bar);
		assert.equal(await axis.textContent(), before);
	});
});
