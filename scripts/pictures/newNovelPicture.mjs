import { rm } from 'node:fs/promises';
import path from 'node:path';
import { takePicture } from './studio.mjs';

const answers = [
	'Ten Stone a Head',
	'The brakewoman of a cliff lift runs it at night, in secret; one night the empty car comes up twenty-five stone too heavy.',
	'literary mystery',
];

/** The premise of a new novel, a minute after it was thought of. */
export async function newNovelPicture() {
	await takePicture({
		name: 'new-novel',
		target: 'walkthrough',
		folder: async (folder) => {
			for (const part of ['novel.json', 'bible', 'outline.md'])
				await rm(path.join(folder, part), { recursive: true, force: true });
		},
		use: async (workbench) => {
			const { page } = workbench;
			await workbench.runCommand('Prometheus Novel: New Novel');
			for (const [step, answer] of answers.entries()) {
				await page
					.locator('.quick-input-title')
					.filter({ hasText: `(${step + 1}/4)` })
					.waitFor();
				const input = page.locator('.quick-input-widget input.input');
				await input.fill(answer);
				await input.press('Enter');
			}
			await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'My own' }).click();
			const length = page.locator('.quick-input-widget input.input');
			await page.locator('.quick-input-title').filter({ hasText: 'words in each' }).waitFor();
			await length.fill('12 × 1500');
			await length.press('Enter');
			await workbench.waitForEditorText(/# Premise/);
			await page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'style.md' }).waitFor();
		},
	});
}
