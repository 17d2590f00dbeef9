import { prose, startStandInModel } from './standInDrafts.mjs';
import { runNovelCommand, showNotifications, takePicture } from './studio.mjs';

/** A chapter filling in the editor, with its cost below. */
export async function chapterPicture() {
	const [opening, middle] = await Promise.all([prose('opening'), prose('middle')]);
	// The first reply is short, so that the model is asked to go on and something has been paid for already.
	const model = await startStandInModel(({ soFar }) => ({ text: soFar === '' ? opening : middle }), {
		chunkSize: 24,
		latency: 120,
	});
	try {
		await takePicture({
			name: 'chapter',
			target: 'readme',
			settings: model.settings,
			machineSettings: model.machineSettings,
			use: async (workbench) => {
				await runNovelCommand(workbench, 'Generate Next Chapter');
				await workbench.waitForEditorText(/nobody to ring it/);
				await showNotifications(workbench);
				await workbench.page
					.locator('.notifications-center')
					.filter({ hasText: /\$0\.0[1-9]/ })
					.waitFor();
				await workbench.statusBarItem(/\$0\.0[1-9]/).waitFor();
			},
		});
	} finally {
		await model.close();
	}
}
