import type { CDPSession, Page } from 'playwright-core';
import type { ReadyDashboard, ShownRun } from '../../src/protocol/dashboard.js';
import { mostRows } from '../../src/protocol/dashboard.js';
import { mostBars } from '../../src/protocol/timeline.js';
import { DashboardBrowser, type DashboardWindow } from '../support/webview/dashboardWindow.js';
import { readyDashboard, rowOf, totalOf } from '../support/webview/richDashboard.js';
import { someRun, someTimeline } from '../support/webview/someRun.js';

const lanes = 10;
const chapters = 200;
const hourOfSnapshots = 14_400;
const minuteOfSnapshots = 240;
/** Snapshots for each part after which the page has everything that it will ever have. */
const costsBetween = 40;

export interface DashboardPageFigures {
	/** From the page's first byte to the parts that are looked at. */
	readonly drawnMs: number;
	/** Longest times between two frames, in milliseconds. */
	readonly frames: {
		readonly idle: number;
		readonly scroll: number;
		readonly sort: number;
		readonly sortAll: number;
		readonly zoom: number;
	};
	/** Longest tasks of the page's own, in milliseconds. */
	readonly tasks: { readonly scroll: number; readonly sort: number; readonly sortAll: number; readonly zoom: number };
	readonly snapshotBytes: number;
	readonly runBytes: number;
	readonly afterMinute: PageSize;
	readonly afterHour: PageSize;
	readonly afterTwoHours: PageSize;
	/** Milliseconds to draw one snapshot, over the hour. */
	readonly updateMs: number;
}

/** After garbage has been collected. */
export interface PageSize {
	readonly heapBytes: number;
	readonly nodes: number;
	readonly listeners: number;
}

/** How the page bears a book of 200 chapters, 500 rows, a run of 2,500 bars, and an hour of updates. */
export async function measureDashboardPage(): Promise<DashboardPageFigures> {
	const browser = await DashboardBrowser.open();
	try {
		const run = someRun({ timeline: someTimeline(mostBars, lanes) });
		const window = await browser.show({ snapshot: largeDashboard(0), run, size: { width: 1_240, height: 860 } });
		const { page } = window;
		const drawnMs = await drawnAfter(page);
		const idle = await longest(page, () => page.waitForTimeout(1_500));
		await page.getByRole('tab', { name: 'Costs' }).click();
		await page.locator('tfoot').waitFor();
		const scroll = await longest(page, () => scrollThrough(page));
		const sort = await longest(page, () => sortByAll(page));
		await showRows(page, chapters);
		const sortAll = await longest(page, () => sortByAll(page));
		await page.getByRole('tab', { name: 'Time' }).click();
		const zoom = await longest(page, () => zoomThrough(page));
		return {
			drawnMs,
			frames: { idle: idle.frame, scroll: scroll.frame, sort: sort.frame, sortAll: sortAll.frame, zoom: zoom.frame },
			tasks: { scroll: scroll.task, sort: sort.task, sortAll: sortAll.task, zoom: zoom.task },
			...messageSizes(run),
			...(await sizesOverAnHour(window)),
		};
	} finally {
		await browser.close();
	}
}

function messageSizes(run: ShownRun) {
	return {
		snapshotBytes: Buffer.byteLength(JSON.stringify(largeDashboard(0))),
		runBytes: Buffer.byteLength(JSON.stringify(run)),
	};
}

function largeDashboard(step: number): ReadyDashboard {
	const rows = Array.from({ length: mostRows }, (_, at) =>
		rowOf(at + 1, `${at + 1}. A chapter with a title`, at, 300 + ((at * 37) % 500) + (at === step % mostRows ? 40 : 0)),
	);
	const sorted = rows.toSorted((a, b) => b.spent - a.spent);
	const rich = readyDashboard();
	return {
		...rich,
		progress: { chapters: 200, finished: 120, words: 300_000 + step, wantedWords: 500_000 },
		costs: { breakdown: 'stage', rows: sorted, total: totalOf(rows) },
	};
}

async function drawnAfter(page: Page): Promise<number> {
	await page.locator('.budget .big').waitFor();
	return await page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => resolve(
		performance.now() - performance.getEntriesByType('navigation')[0].responseStart)))`);
}

/** As many as somebody sees who has asked for more until a book's chapters are there. */
async function showRows(page: Page, count: number): Promise<void> {
	const more = page.getByRole('tabpanel', { name: 'Costs' }).getByRole('button', { name: 'Show more' });
	while ((await page.locator('.cost-row').count()) < count) await more.click();
}

async function scrollThrough(page: Page): Promise<void> {
	await page.evaluate(`(async () => {
		const part = document.querySelector('#part-costs');
		for (let top = 0; top < part.scrollHeight; top += 120) {
			part.scrollTop = top;
			await new Promise(requestAnimationFrame);
		}
		part.scrollTop = 0;
	})()`);
}

async function sortByAll(page: Page): Promise<void> {
	for (const head of await page.locator('.costs thead button').all()) {
		for (let press = 0; press < 2; press++) {
			await head.evaluate((button: { click(): void }) => button.click());
			await page.evaluate('new Promise(requestAnimationFrame)');
		}
	}
}

async function zoomThrough(page: Page): Promise<void> {
	await page.evaluate(`(async () => {
		const canvas = document.querySelector('.canvas');
		const { left, top, width } = canvas.getBoundingClientRect();
		for (const deltaY of [...Array(60).fill(-60), ...Array(60).fill(60)]) {
			canvas.dispatchEvent(new WheelEvent('wheel',
				{ deltaY, ctrlKey: true, clientX: left + width / 2, clientY: top + 20, bubbles: true, cancelable: true }));
			await new Promise(requestAnimationFrame);
		}
	})()`);
}

/** The longest time between two frames, and the longest task over 50 ms (0 where there is none), while something is done. */
async function longest(
	page: Page,
	act: () => Promise<void>,
): Promise<{ readonly frame: number; readonly task: number }> {
	await page.evaluate(`(() => {
		const measured = { frame: 0, task: 0, isOver: false };
		new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries()) measured.task = Math.max(measured.task, duration);
		}).observe({ entryTypes: ['longtask'] });
		let last = performance.now();
		requestAnimationFrame(function next(now) {
			measured.frame = Math.max(measured.frame, now - last);
			last = now;
			if (!measured.isOver) requestAnimationFrame(next);
		});
		globalThis.measured = measured;
	})()`);
	await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
	await page.evaluate('measured.frame = measured.task = 0');
	await act();
	return await page.evaluate('(measured.isOver = true, { frame: measured.frame, task: measured.task })');
}

/** Each part is looked at before the first minute is over, so that all that is kept is there. */
async function sizesOverAnHour({ page }: DashboardWindow) {
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable');
	const snapshots = Array.from({ length: costsBetween }, (_, step) => largeDashboard(step));
	await page.evaluate((kept) => Object.assign(globalThis, { kept }), snapshots);
	for (const name of ['Overview', 'Costs', 'Time', 'Memory', 'Costs']) await page.getByRole('tab', { name }).click();
	await update(page, minuteOfSnapshots);
	const afterMinute = await sizeOf(session);
	const started = performance.now();
	await update(page, hourOfSnapshots);
	const updateMs = (performance.now() - started) / hourOfSnapshots;
	const afterHour = await sizeOf(session);
	await update(page, hourOfSnapshots);
	return { afterMinute, afterHour, afterTwoHours: await sizeOf(session), updateMs };
}

/** Sends snapshots as fast as they are drawn, and every so often looks at another part. */
async function update(page: Page, count: number): Promise<void> {
	await page.evaluate(`(async () => {
		const tabs = [...document.querySelectorAll('[role=tab]')];
		for (let step = 0; step < ${count}; step++) {
			const value = globalThis.kept[step % globalThis.kept.length];
			await new Promise((resolve) => {
				addEventListener('message', resolve, { once: true });
				postMessage({ kind: 'event', name: 'snapshot', value }, '*');
			});
			if (step % 60 === 59) tabs[(step / 60) % 4 | 0].click();
		}
		tabs[1].click();
		await new Promise(requestAnimationFrame);
	})()`);
}

async function sizeOf(session: CDPSession): Promise<PageSize> {
	for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
	const { metrics } = await session.send('Performance.getMetrics');
	const figure = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
	return { heapBytes: figure('JSHeapUsedSize'), nodes: figure('Nodes'), listeners: figure('JSEventListeners') };
}
