import { runNovelCommand, showNotifications, takePicture } from './studio.mjs';

/** The first chapter of the sample, rehearsed: offline and for nothing. */
export async function generatePicture() {
	await takePicture({
		name: 'generate',
		target: 'walkthrough',
		// Slowly enough that its first lines are still in view.
		settings: { 'prometheusNovel.rehearsal.tokensPerSecond': 60 },
		use: async (workbench) => {
			await runNovelCommand(workbench, 'Generate Next Chapter');
			await workbench.waitForEditorText(/# Nobody/);
			await showNotifications(workbench);
			const progress = workbench.page.locator('.notifications-center').filter({ hasText: /[1-9]\d\d of 1500 words/ });
			await progress.waitFor();
		},
	});
}
