import { openSampleEditor } from './test/support/editor/sampleEditor.js';
import { makeLong } from './test/support/novel/longNovel.js';
import { webviewFrame } from './test/support/editor/webviewFrame.js';
const theme = (process.argv[2] ?? 'light') as 'light';
const editor = await openSampleEditor({ logName: 'zz', theme, size: { width: 1440, height: 900 }, prepare: (folder) => makeLong(folder, { chapters: 40, rows: 4_000, cost: (at) => 2_000 + (at % 900) * 12 }) });
const { page } = editor.workbench;

page.on('pageerror', (e) => console.log('pageerror', e.message));
try {
	await editor.workbench.runCommand('Prometheus Novel: Open Dashboard');
	const frame = await webviewFrame(page, 'main h2, .part');
	await page.waitForTimeout(6_000);
	for (const [at, tab] of (await frame.locator('[role=tab]').all()).entries()) {
		await tab.click();
		await page.waitForTimeout(1_500);
		await page.screenshot({ path: `/tmp/dash-${theme}-${at}.png` });
	}
} catch (e) { console.log(e); await page.screenshot({ path: `/tmp/dash-fail.png` }); }
await editor.close();
