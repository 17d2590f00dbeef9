import assert from 'node:assert/strict';
import { startCanary } from '../support/canary.js';
import { axeViolations } from '../support/editor/axeViolations.js';
import { until } from '../support/until.js';
import { DashboardScreen, partNames } from '../support/webview/dashboardScreen.js';
import { hostileCalls, hostileDashboard, hostileRun, hostileText } from '../support/webview/hostileDashboard.js';
import { forecastDone, readyDashboard } from '../support/webview/richDashboard.js';

describe('The page of the dashboard', function () {
	const screen = new DashboardScreen().useIn(this);

	describe('Overview', () => {
		it('tells how far the book is, what is being written, what is left and what it will take', async () => {
			await screen.show();
			assert.equal(
				await screen.text(screen.page.locator('header')),
				'Ten Stone a Head 4 of 12 chapters finished · 6,214 of 18,000 words',
			);
			const overview = await screen.text(screen.panel);
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
				'The last estimate was 8 % too low.',
				'Getting close This month has cost $10.02',
			]) {
				assert.ok(overview.includes(told), `${told}\n${overview}`);
			}
			const stages = screen.page.getByRole('img', { name: /^By stage: .*Drafting: \$16\.10 – \$24\.80/ });
			assert.equal(await stages.locator('rect').count(), 10);
			await screen.page.getByRole('img', { name: '$13.53 spent, $0.38 held, $36.09 left of $50.00' }).waitFor();
		});

		it('tells of a forecast that is partly done only what is known of the rest', async () => {
			await screen.show({ snapshot: readyDashboard({ forecast: { ...forecastDone, doneSince: 0.06 } }) });
			const overview = await screen.text(screen.panel);
			assert.ok(overview.includes('6% of it is done since'), overview);
			assert.ok(overview.includes('$24.30 to $39.10 more'), overview);
			assert.doesNotMatch(overview, /of 8 chapters|2 hr 36 min|By stage/);
		});

		it('pauses, resumes and cancels, and the keyboard stays where it is', async () => {
			await screen.show();
			await screen.button('Pause').focus();
			await screen.page.keyboard.press('Enter');
			const paused = readyDashboard();
			await screen.update({ ...paused, ...(paused.activity && { activity: { ...paused.activity, isPaused: true } }) });
			assert.equal(await screen.focused(), 'button Resume');
			await screen.page.keyboard.press('Enter');
			await screen.button('Cancel').click();
			const { activity: _, ...idle } = readyDashboard();
			await screen.button('Resume').focus();
			await screen.update(idle);
			assert.equal(await screen.focused(), 'button Generate Next Chapter');
			await screen.page.keyboard.press('Enter');
			assert.deepEqual(
				screen.asked('start'),
				['pauseGeneration', 'resumeGeneration', 'cancelGeneration', 'generateNextChapter'].map((what) => ({ what })),
			);
		});

		it('has each thing done that it offers', async () => {
			await screen.show();
			for (const name of ['Set Budget', 'Recommend Model', 'Choose Models']) await screen.button(name).click();
			await screen.button('Open Chapter').click();
			await screen.button('Estimate Anew').click();
			const whats = ['setBudget', 'recommendModel', 'chooseModels'];
			await until('all is asked for', () => screen.asked('estimate').length === 1);
			assert.deepEqual(
				screen.asked('start'),
				whats.map((what) => ({ what })),
			);
			assert.deepEqual(screen.asked('openChapter'), [{ chapter: 5 }]);
		});

		it('says of a forecast that there is none, that it is being made, and why it failed', async () => {
			await screen.show({ snapshot: readyDashboard({ forecast: { state: 'none' } }) });
			await screen.page.getByText('What will it take?').waitFor();
			await screen.button('Estimate Now').focus();
			await screen.page.keyboard.press('Enter');
			await screen.update(readyDashboard({ forecast: { state: 'making' } }));
			await screen.page.getByRole('progressbar', { name: 'Estimating…' }).waitFor();
			assert.equal(await screen.focused(), 'button Estimate Now');
			await screen.page.keyboard.press('Enter');
			await screen.update(readyDashboard({ forecast: { state: 'failed', sentence: 'No price is known for x/y.' } }));
			await screen.page.getByText('No price is known for x/y.').waitFor();
			await screen.update(readyDashboard({ forecast: forecastDone }));
			assert.equal(await screen.focused(), 'button Estimate Anew');
			assert.equal(screen.asked('estimate').length, 1);
		});

		it('says so where there is nothing to be told of the budget yet', async () => {
			await screen.show({ snapshot: readyDashboard({ alerts: [] }) });
			await screen.page.getByText('Nothing yet. You are told here when spending passes').waitFor();
		});

		it('shows what the host could not do', async () => {
			await screen.show();
			screen.host.fault = 'The budget cannot be set now.';
			await screen.button('Set Budget').click();
			await screen.page.locator('.notice').getByText('The budget cannot be set now.').waitFor();
			await screen.button('Dismiss').click();
			assert.equal(await screen.page.locator('.notice:visible').count(), 0);
		});
	});

	describe('Parts', () => {
		it('are tabs that arrow keys lead through, and the one that is shown is shown again after a reload', async () => {
			await screen.show();
			await screen.tab('Overview').focus();
			await screen.page.keyboard.press('ArrowLeft');
			assert.equal(await screen.focused(), 'button Memory');
			await screen.page.keyboard.press('Home');
			await screen.page.keyboard.press('ArrowRight');
			assert.equal(await screen.tab('Costs').getAttribute('aria-selected'), 'true');
			assert.equal(await screen.page.getByRole('tabpanel', { name: 'Costs' }).isVisible(), true);
			await screen.page.reload();
			await screen.page.getByRole('tabpanel', { name: 'Costs' }).waitFor();
		});

		it('are shown when the host reveals them', async () => {
			await screen.show();
			await screen.host.tell('reveal', { part: 'time' });
			await screen.page.getByRole('tabpanel', { name: 'Time' }).waitFor();
		});
	});

	describe('Memory', () => {
		it('tells what is remembered, how it is kept and whether it is found again', async () => {
			await screen.show();
			await screen.go('Memory');
			const memory = await screen.text(screen.panel);
			for (const told of [
				'On the desk 23',
				'The story so far 4',
				'Archive 611',
				'Read from text that has changed since: 2',
				'Everything is on the server.',
				'Last backup: today at 08:50, checked.',
				'Recall works, by words and by meaning.',
				'By words 20 of 20 found',
				'By meaning 18 of 20 found',
			]) {
				assert.ok(memory.includes(told), `${told}\n${memory}`);
			}
			for (const name of ['Open Memory', 'Back Up Now', 'Check Memory and Backups']) await screen.button(name).click();
			await until('all is asked for', () => screen.asked('start').length === 3);
			assert.deepEqual(
				screen.asked('start'),
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
				await screen.show({ snapshot, run: undefined });
				await screen.page.getByRole('heading', { name: title }).waitFor();
				assert.equal(await screen.tab('Overview').isVisible(), false);
				for (const name of names) await screen.button(name).click();
				await until('all is asked for', () => screen.asked('start').length === names.length);
				assert.deepEqual(
					screen.asked('start'),
					whats.map((what) => ({ what })),
				);
				if (snapshot.state === 'failed') await screen.page.getByText(snapshot.sentence).waitFor();
				assert.deepEqual(await axeViolations(screen.page.mainFrame()), []);
				await screen.update(readyDashboard());
				await screen.page.getByRole('tabpanel', { name: 'Overview' }).waitFor();
			});
		}
	});

	it('shows hostile text as text: nothing of it runs, and nothing is asked for', async () => {
		const canary = await startCanary();
		try {
			const hostile = hostileText(canary.origin);
			await screen.show({ snapshot: hostileDashboard(hostile), run: hostileRun(hostile) });
			screen.host.calls = () => ({ calls: hostileCalls(hostile), isMore: false });
			for (const part of partNames) {
				await screen.go(part);
				if (part === 'Costs') await screen.page.locator('.cost-row').first().click();
				if (part === 'Time') await screen.page.locator('.canvas').click({ position: { x: 200, y: 15 } });
				await screen.page.getByText('<script>globalThis.hostile=1</script>').first().waitFor();
			}
			const harmful = 'main img, main a, iframe, object, embed, main script, main style, svg[onload]';
			assert.equal(await screen.page.locator(harmful).count(), 0);
			assert.equal(await screen.page.evaluate('"hostile" in globalThis'), false);
			assert.deepEqual(canary.asked, []);
		} finally {
			await canary.close();
		}
	});

	for (const theme of ['light', 'dark', 'high-contrast'] as const) {
		it(`is clear to see and to hear in the theme ${theme}, wide and narrow`, async () => {
			await screen.show({ theme });
			const violations: string[] = [];
			for (const width of [1_240, 600]) {
				await screen.page.setViewportSize({ width, height: 900 });
				for (const part of partNames) {
					await screen.go(part);
					if (part === 'Costs' && width === 1_240) await screen.page.locator('.cost-row').first().click();
					if (part === 'Time' && width === 1_240) await screen.button('Show as a table').click();
					violations.push(...(await axeViolations(screen.page.mainFrame())));
					await screen.page.screenshot({ path: `build/screenshots/dashboard-${part}-${theme}-${width}.png` });
				}
				const overflow = await screen.page.evaluate('document.documentElement.scrollWidth - innerWidth');
				assert.equal(overflow, 0, `nothing sticks out at ${width} pixels`);
			}
			assert.deepEqual(violations, []);
		});
	}
});
