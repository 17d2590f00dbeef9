import { chromium, type BrowserContext, type Page } from 'playwright-core';
import type { DashboardSnapshot, ShownRun } from '../../../src/protocol/dashboard.js';
import type { ThemeName } from '../editor/themes.js';
import { DashboardHost } from './dashboardHost.js';
import { englishDashboardWords } from './dashboardWords.js';
import { useEditorTheme } from './editorTheme.js';
import { servePage } from './pageServer.js';

export interface DashboardWindowOptions {
	readonly snapshot: DashboardSnapshot;
	readonly run?: ShownRun | undefined;
	readonly theme?: ThemeName;
	readonly size?: { readonly width: number; readonly height: number };
}

export interface DashboardWindow {
	readonly page: Page;
	readonly host: DashboardHost;
	readonly origin: string;
	/** What the page, or the policy that it stands under, complained of. */
	readonly faults: readonly string[];
	/** Addresses that were asked for, all of them. */
	readonly asked: readonly string[];
}

/** A Chromium in which the built page of the dashboard can be opened as often as one likes. */
export class DashboardBrowser {
	readonly #browser;
	readonly #server;

	private constructor(browser: Awaited<ReturnType<typeof launch>>, server: Awaited<ReturnType<typeof servePage>>) {
		this.#browser = browser;
		this.#server = server;
	}

	static async open(): Promise<DashboardBrowser> {
		const server = await servePage('dashboard', await englishDashboardWords());
		return new DashboardBrowser(await launch(), server);
	}

	async show(options: DashboardWindowOptions): Promise<DashboardWindow> {
		const { snapshot, run, theme = 'dark', size = { width: 1240, height: 860 } } = options;
		const context = await this.#browser.newContext({ viewport: size, reducedMotion: 'reduce', timezoneId: 'UTC' });
		const page = await context.newPage();
		const faults: string[] = [];
		const asked: string[] = [];
		page.on('console', (message) => {
			if (['error', 'warning'].includes(message.type())) faults.push(message.text());
		});
		page.on('pageerror', (error) => faults.push(error.message));
		page.on('request', (request) => asked.push(request.url()));
		await useEditorTheme(page, theme);
		const host = new DashboardHost(page, snapshot, run);
		await host.attach();
		await page.goto(this.#server.origin);
		return { page, host, origin: this.#server.origin, faults, asked };
	}

	async close(): Promise<void> {
		const closing = this.#browser.contexts().map((context: BrowserContext) => context.close());
		await Promise.all(closing);
		await this.#browser.close();
		await this.#server.close();
	}
}

function launch() {
	// Named by set-up, which knows every name that a Chromium may have.
	const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
	const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
	return chromium.launch({ executablePath, headless: true, args });
}
