import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until } from '../until.js';
import type { ThemeName } from './themes.js';

const paletteAttempts = 20;
const paletteWaitMs = 1_500;

/** For the centre of notifications to open after a click on its item. */
const openingMs = 3_000;

/** What a person sees and does in an open VS Code. */
export class Workbench {
	readonly page: Page;
	readonly theme: ThemeName;

	constructor(page: Page, theme: ThemeName) {
		this.page = page;
		this.theme = theme;
	}

	/**
	 * Runs a command by its whole title in the palette, such as "Toy: Say Hello". The palette lists what is known
	 * when it opens, so it is opened again until the extension's commands are there.
	 */
	async runCommand(title: string): Promise<void> {
		const entry = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
		for (let attempt = 1; !(await this.#isListed(title, entry)); attempt += 1) {
			if (attempt === paletteAttempts) throw new Error(`The palette does not list "${title}".`);
			await this.page.keyboard.press('Escape');
		}
		await entry.click();
	}

	async #isListed(title: string, entry: Locator): Promise<boolean> {
		await this.page.locator('.monaco-workbench').press('F1');
		await this.page.locator('.quick-input-widget input.input').fill(`>${title}`);
		return entry.waitFor({ timeout: paletteWaitMs }).then(
			() => true,
			() => false,
		);
	}

	/** The text of the active editor as far as it is on the screen. */
	async editorText(): Promise<string> {
		const lines = await this.page.locator('.editor-group-container.active .view-lines').first().innerText();
		// Monaco draws spaces as no-break spaces.
		return lines.replaceAll('\u00a0', ' ');
	}

	/** The editor shows this text, now or soon. */
	async waitForEditorText(text: RegExp): Promise<void> {
		const lines = this.page.locator('.editor-group-container.active .view-lines');
		const anySpace = new RegExp(text.source.replaceAll(' ', '\\s+'), text.flags);
		await lines.filter({ hasText: anySpace }).first().waitFor();
	}

	/** A status bar item by a part of its text. */
	statusBarItem(text: string | RegExp): Locator {
		return this.page.locator('.statusbar-item').filter({ hasText: text }).first();
	}

	/** All texts in the status bar, from left to right. */
	async statusBarTexts(): Promise<string[]> {
		const texts = await this.page.locator('.statusbar-item').allInnerTexts();
		return texts.map((text) => text.trim()).filter((text) => text !== '');
	}

	/** Notifications in their centre, newest first. */
	async notifications(): Promise<string[]> {
		await this.#showNotifications();
		return this.page.locator('.notifications-center .notification-list-item-message').allInnerTexts();
	}

	/** The notification that says this, now or soon. Under the smoke-test driver VS Code shows none outside their centre. */
	async notification(text: string | RegExp): Promise<Locator> {
		const row = this.page.locator('.notifications-center .monaco-list-row').filter({ hasText: text }).first();
		// The centre closes when the focus goes elsewhere.
		await until(`a notification says ${String(text)}`, async () => {
			await this.#showNotifications();
			return await row.isVisible();
		});
		return row;
	}

	async dismiss(text: string | RegExp): Promise<void> {
		const row = await this.notification(text);
		await row.click();
		await this.page.keyboard.press('Delete');
		await row.waitFor({ state: 'detached' });
	}

	/** A click in the moment in which the centre opens by itself closes it again; then it is opened once more. */
	async #showNotifications(): Promise<void> {
		const centre = this.page.locator('.notifications-center.visible');
		await until('the notifications are shown', async () => {
			if (await centre.isVisible()) return true;
			await this.page.locator('.statusbar-item[id^="status.notifications"]').click();
			return await centre.waitFor({ timeout: openingMs }).then(
				() => true,
				() => false,
			);
		});
	}

	/** A question with this title is asked, now or soon. */
	async pickTitle(title: string): Promise<void> {
		await this.page.locator('.quick-input-title').filter({ hasText: title }).waitFor();
	}

	/** Types an answer into the input with this title. */
	async answer(title: string, text: string): Promise<void> {
		await this.pickTitle(title);
		const input = this.page.locator('.quick-input-widget input.input');
		await input.fill(text);
		await input.press('Enter');
	}

	/** Picks the entry with this label from the list with this title. */
	async pick(title: string, label: string): Promise<void> {
		await this.pickTitle(title);
		await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first().click();
	}

	/** The innermost frame of the webview panel whose page has this selector. */
	async webview(selector: string, timeoutMs = 30_000): Promise<Locator> {
		const inner = this.page.frameLocator('iframe.webview').frameLocator('iframe').locator(selector).first();
		await inner.waitFor({ timeout: timeoutMs });
		return inner;
	}

	/** Writes build/screenshots/<theme>-<name>.png. */
	async screenshot(name: string): Promise<string> {
		const file = path.resolve('build', 'screenshots', `${this.theme}-${name}.png`);
		await mkdir(path.dirname(file), { recursive: true });
		await this.page.screenshot({ path: file });
		return file;
	}
}
