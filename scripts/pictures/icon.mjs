import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../projectRoot.mjs';
import { launchBrowser } from './browser.mjs';

const media = path.join(projectRoot, 'media');
const size = 256;

/** media/icon.png from media/icon.svg: the marketplace takes no SVG. */
export async function drawIcon() {
	const browser = await launchBrowser();
	try {
		const page = await browser.newPage({ viewport: { width: size, height: size } });
		const drawing = await readFile(path.join(media, 'icon.svg'), 'utf8');
		await page.setContent(`<style>body { margin: 0 }</style>${drawing}`);
		await page.screenshot({ path: path.join(media, 'icon.png'), omitBackground: true });
	} finally {
		await browser.close();
	}
}
