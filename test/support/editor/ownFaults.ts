import type { ConsoleMessage, Page } from 'playwright-core';

/** What pages of ours, or the policy that they stand under, complain of from now on; the editor has complaints of its own. */
export function ownFaults(page: Page): readonly string[] {
	const faults: string[] = [];
	page.on('console', (message) => faults.push(...ownFault(message)));
	page.on('pageerror', (error) => faults.push(error.message));
	return faults;
}

function ownFault(message: ConsoleMessage): readonly string[] {
	const isFault = message.type() === 'error' || message.type() === 'warning';
	const isOwn = /dist\/webview|fake\.html/.test(message.location().url) || message.text().includes('Content Security');
	return isFault && isOwn ? [message.text()] : [];
}
