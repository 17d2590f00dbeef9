import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { prose } from './standInDrafts.mjs';
import { runNovelCommand, takePicture } from './studio.mjs';

/** Five chapters with what became of them: one that its author has written, and those that an edit made stale. */
export async function manuscriptPicture() {
	const { draftSample, draftModels } = await import('../../build/jobs/draftSample.js');
	const roles = Object.entries(draftModels).map(([role, model]) => [`prometheusNovel.models.${role}`, model]);
	await takePicture({
		name: 'manuscript',
		target: 'readme',
		sections: 'all',
		settings: Object.fromEntries(roles),
		folder: async (folder) => {
			await draftSample(folder, '1-5');
			await changeOutline(folder);
			await writeOwnChapter(folder);
		},
		use: async (workbench) => {
			await runNovelCommand(workbench, 'Focus on Manuscript View');
			const row = (label) => workbench.page.locator('.pane .monaco-list-row').filter({ hasText: label });
			await row('stale').first().waitFor();
			await row('1. Nobody').click();
			await workbench.waitForEditorText(/nobody to ring it/);
		},
	});
}

async function changeOutline(folder) {
	const file = path.join(folder, 'outline.md');
	const outline = await readFile(file, 'utf8');
	await writeFile(file, outline.replace('## 4. ', '- She keeps the key.\n\n## 4. '));
}

async function writeOwnChapter(folder) {
	const text = [await prose('opening'), await prose('middle')].join('\n\n* * *\n\n');
	await writeFile(path.join(folder, 'manuscript', '01-nobody.md'), `# Nobody\n\n${text.trim()}\n`);
}
