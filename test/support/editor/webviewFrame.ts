import type { Frame, Page } from 'playwright-core';
import { until } from '../until.js';

/** A window that is opened anew starts its extensions first. */
const startLimitMs = 75_000;

/** The frame of a webview of ours, by something that its page has. VS Code makes another one when it shows it again. */
export async function webviewFrame(page: Page, selector: string): Promise<Frame> {
	const find = async (): Promise<Frame | undefined> => {
		for (const frame of page.frames()) {
			const found = frame.locator(selector).first();
			if (await found.isVisible().catch(() => false)) return frame;
		}
		return undefined;
	};
	return await until(`a webview has ${selector}`, find, startLimitMs);
}
