import type { Workbench } from './workbench.js';

/** Clicks on our icon in the activity bar. */
export async function openMemoryView({ page }: Workbench): Promise<void> {
	await page.locator('.activitybar [aria-label^="Prometheus Novel"]').first().click();
}
