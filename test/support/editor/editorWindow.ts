import { appendFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

export interface EditorWindowOptions {
	readonly address: string;
	/** Gets what the page and the extension host write to the console. */
	readonly consoleFile?: string;
	readonly size?: { readonly width: number; readonly height: number };
}

export interface EditorWindow {
	readonly page: Page;
	close(): Promise<void>;
}

const browserArguments = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Opens an address of `editorAddress` in a headless Chromium and waits until the workbench is there. */
export async function openEditorWindow(options: EditorWindowOptions): Promise<EditorWindow> {
	const browser = await launchBrowser();
	try {
		const context = await browser.newContext({
			viewport: options.size ?? { width: 1280, height: 800 },
			reducedMotion: 'reduce',
		});
		const page = await context.newPage();
		// Other suites run beside this one.
		page.setDefaultTimeout(60_000);
		const { consoleFile } = options;
		if (consoleFile !== undefined) page.on('console', (message) => appendFileSync(consoleFile, `${message.text()}\n`));
		await page.goto(options.address);
		await page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
		return { page, close: () => browser.close() };
	} catch (error) {
		await browser.close();
		throw error;
	}
}

function launchBrowser(): Promise<Browser> {
	// Named by set-up, which knows every name that a Chromium may have.
	const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
	return chromium.launch({ executablePath, headless: true, args: browserArguments });
}
