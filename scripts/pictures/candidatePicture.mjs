import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { prose, startStandInModel } from './standInDrafts.mjs';
import { runNovelCommand, takePicture } from './studio.mjs';

/** A chapter that its author wrote, and a new version beside it. */
export async function candidatePicture() {
	const opening = await prose('opening');
	const model = await startStandInModel(() => ({ text: newVersion(opening) }), {});
	try {
		await takePicture({
			name: 'candidate',
			target: 'walkthrough',
			settings: {
				...model.settings,
				'diffEditor.useInlineViewWhenSpaceIsLimited': false,
				'diffEditor.renderOverviewRuler': false,
			},
			machineSettings: model.machineSettings,
			folder: (folder) => writeOwnChapter(folder, opening),
			use: async (workbench) => {
				const { page } = workbench;
				await runNovelCommand(workbench, 'Generate Chapter…');
				await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: '1. Nobody' }).click();
				await page.locator('.monaco-diff-editor .char-insert').first().waitFor();
				await workbench.runCommand('View: Close Primary Side Bar');
				await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
			},
		});
	} finally {
		await model.close();
	}
}

/** Short chapters, so that one reply makes a whole one. */
async function writeOwnChapter(folder, opening) {
	const file = path.join(folder, 'novel.json');
	const info = JSON.parse(await readFile(file, 'utf8'));
	await writeFile(file, JSON.stringify({ ...info, wordsPerChapter: 250 }, null, '\t'));
	await mkdir(path.join(folder, 'manuscript'), { recursive: true });
	await writeFile(path.join(folder, 'manuscript', '01-nobody.md'), `# Nobody\n\n${opening}`);
}

function newVersion(opening) {
	return opening
		.replace('She waited for somebody to laugh.', 'She waited for the laugh.')
		.replace('‘We’re closed,’ she told the speaking tube.', '‘Lift’s closed,’ she told the speaking tube. ‘By order.’')
		.replace('There was no moon to speak of. ', '')
		.replace('She said it aloud so that somebody should have heard it.', 'It sounded worse aloud, and more exact.');
}
