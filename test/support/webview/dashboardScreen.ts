import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { DashboardSnapshot } from '../../../src/protocol/dashboard.js';
import { flat } from '../flat.js';
import type { DashboardHost } from './dashboardHost.js';
import { DashboardBrowser, type DashboardWindow, type DashboardWindowOptions } from './dashboardWindow.js';
import { costsBy, readyDashboard, someCalls } from './richDashboard.js';
import { someRun } from './someRun.js';

export const partNames = ['Overview', 'Costs', 'Time', 'Memory'] as const;

/**
 * What a person sees and does in the page of the dashboard, a new one with each `show` of a test. After each test, nothing
 * has been complained of and nothing has been asked for elsewhere.
 */
export class DashboardScreen {
	#browser: DashboardBrowser | undefined;
	#window: DashboardWindow | undefined;

	/** Has the suite that it is called in open and close what is needed. */
	useIn(suite: Mocha.Suite): this {
		suite.timeout(120_000);
		suite.beforeAll(async () => {
			this.#browser = await DashboardBrowser.open();
		});
		suite.afterEach(() => this.#leave());
		suite.afterAll(() => this.#browser?.close());
		return this;
	}

	async show(options: Partial<DashboardWindowOptions> = {}): Promise<void> {
		if (this.#browser === undefined) throw new Error('There is no browser yet.');
		this.#window = await this.#browser.show({ snapshot: readyDashboard(), run: someRun(), ...options });
		if (options.snapshot === undefined)
			this.host.snapshot = (look) => readyDashboard({ costs: costsBy(look.breakdown) });
		this.host.calls = () => ({ calls: someCalls, isMore: true });
		await this.page.locator('h1:visible, .empty h2:visible').first().waitFor();
	}

	get page(): Page {
		return this.#shown.page;
	}

	get host(): DashboardHost {
		return this.#shown.host;
	}

	get panel(): Locator {
		return this.page.getByRole('tabpanel');
	}

	tab(name: (typeof partNames)[number]): Locator {
		return this.page.getByRole('tab', { name });
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true });
	}

	async text(of: Locator): Promise<string> {
		return flat(await of.innerText());
	}

	/** Names of the rows of the breakdown, from top to bottom. */
	async rowNames(): Promise<readonly string[]> {
		return (await this.page.locator('.cost-row .name:visible').allInnerTexts()).map(flat);
	}

	/** Requests of one name, as they came. */
	asked(name: string): readonly unknown[] {
		return this.host.asked(name);
	}

	async go(name: (typeof partNames)[number]): Promise<void> {
		await this.tab(name).click();
		await this.page.getByRole('tabpanel', { name }).waitFor();
	}

	async update(snapshot: DashboardSnapshot): Promise<void> {
		this.host.snapshot = () => snapshot;
		await this.host.show();
	}

	/** What has the keyboard, with its label. */
	async focused(): Promise<string> {
		return await this.page.evaluate(`(() => {
			const { activeElement: active } = document;
			return active.localName + ' ' + (active.getAttribute('aria-label') ?? active.textContent);
		})()`);
	}

	get #shown(): DashboardWindow {
		if (this.#window === undefined) throw new Error('Nothing is shown yet.');
		return this.#window;
	}

	async #leave(): Promise<void> {
		const { page, faults, asked, origin } = this.#shown;
		await page.context().close();
		assert.deepEqual(faults, [], 'nothing to complain of in the console');
		const foreign = asked.filter((address) => !address.startsWith(`${origin}/`));
		assert.deepEqual(foreign, [], 'nothing is asked for elsewhere');
	}
}
