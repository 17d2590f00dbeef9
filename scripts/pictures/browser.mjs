import { chromium } from 'playwright-core';

export function launchBrowser() {
	// Named by set-up, which knows every name that a Chromium may have.
	const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
	return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });
}
