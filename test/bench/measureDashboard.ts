import type { Frame } from 'playwright-core';
import { openMemoryView } from '../support/editor/openMemoryView.js';
import { openSampleEditor } from '../support/editor/sampleEditor.js';
import { webviewFrame } from '../support/editor/webviewFrame.js';
import { makeLong } from '../support/novel/longNovel.js';
import { until } from '../support/until.js';

export interface DashboardMeasures {
	/** Milliseconds from the page's start until the novel's title and its budget stand there. */
	readonly drawnMs: number;
	/** The same of the Memory view, in the same window. */
	readonly memoryDrawnMs: number;
	/** Milliseconds from the click until they do. */
	readonly openedMs: number;
	/** Of these, until VS Code has made a panel and begun the page. */
	readonly panelMs: number;
	/** Kilobytes of the largest snapshot. */
	readonly snapshotKb: number;
	/** Kilobytes of the timeline, sent once for a run. */
	readonly runKb: number;
}

/** The dashboard of a novel of 200 chapters and 100,000 calls, in the real editor. */
export async function measureDashboard(): Promise<DashboardMeasures> {
	const editor = await openSampleEditor({
		logName: 'bench-dashboard',
		size: { width: 1440, height: 900 },
		prepare: (folder) => makeLong(folder, { chapters: 200, rows: 100_000, cost: (at) => 100 + (at % 400) }),
	});
	try {
		const { workbench } = editor;
		const { page } = workbench;
		await workbench.statusBarItem(/\$\d+\.\d\d \/ \$50\.00/).waitFor({ timeout: 120_000 });
		await openMemoryView(workbench);
		const memory = await webviewFrame(page, '.entry');
		const memoryDrawnMs = await firstPaint(memory);
		// A window that opens a long book takes it in first.
		await memory.getByText(/Recall works/).waitFor({ timeout: 120_000 });
		const began = Date.now();
		await page.locator('.statusbar-item[id*="budget"]').first().click();
		const frame = await webviewFrame(page, '.card.budget');
		const drawnMs = await firstPaint(frame);
		const panelMs = (await frame.evaluate<number>('performance.timeOrigin')) - began;
		const sizes = await sizesWhileLooking(frame);
		return { drawnMs, memoryDrawnMs, openedMs: panelMs + drawnMs, panelMs, ...sizes };
	} finally {
		await editor.close();
	}
}

/** Pages are empty until their first snapshot is drawn. */
async function firstPaint(frame: Frame): Promise<number> {
	const paint = (): Promise<number | undefined> =>
		frame.evaluate<number | undefined>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime");
	return await until('the page is painted', paint);
}

/** The page notes how much it is told. */
const listening = `(() => {
	globalThis.told = {};
	addEventListener('message', ({ data }) => {
		if (data?.kind === 'event') told[data.name] = Math.max(told[data.name] ?? 0, JSON.stringify(data).length);
	});
})()`;

/** Every breakdown is looked at once. */
async function sizesWhileLooking(frame: Frame): Promise<Pick<DashboardMeasures, 'snapshotKb' | 'runKb'>> {
	await frame.evaluate(listening);
	await frame.getByRole('tab', { name: 'Costs' }).click();
	for (const breakdown of ['Model', 'Chapter', 'Day', 'Run']) {
		await frame.getByText(breakdown, { exact: true }).first().click();
		await frame.locator('table.costs thead').getByRole('button', { name: breakdown }).waitFor();
	}
	await frame.getByRole('tab', { name: 'Time' }).click();
	for (const run of [1, 0]) {
		await frame.locator('select#run').selectOption({ index: run });
		await frame
			.locator('h2')
			.filter({ hasText: `Dec ${2 - run}, 2026` })
			.waitFor();
	}
	const told = await until('the run is told', async () => {
		const sizes = await frame.evaluate<Readonly<Record<string, number>>>('told');
		return sizes['run'] !== undefined && sizes;
	});
	const kilobytes = (name: string): number => (told[name] ?? Number.NaN) / 1_000;
	return { snapshotKb: kilobytes('snapshot'), runKb: kilobytes('run') };
}
