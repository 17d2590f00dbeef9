import { runNovelCommand, takePicture } from './studio.mjs';

/** Five chapters of the sample, drafted by stand-ins at the prices of real models, and what twelve of them come to. */
export function dashboardPicture() {
	return pictureOf('dashboard', async (frame) => {
		await frame.getByText('Estimated').waitFor();
	});
}

/** Where the time of that run went. */
export function timelinePicture() {
	return pictureOf('timeline', async (frame) => {
		await frame.getByRole('tab', { name: 'Time' }).click();
		await frame.locator('.timeline .canvas').waitFor();
	});
}

async function pictureOf(name, show) {
	const { draftSample, draftModels } = await import('../../build/jobs/draftSample.js');
	const roles = Object.entries(draftModels).map(([role, model]) => [`prometheusNovel.models.${role}`, model]);
	await takePicture({
		name,
		target: 'readme',
		settings: { ...Object.fromEntries(roles), 'prometheusNovel.budget.usd': 2 },
		folder: (folder) => draftSample(folder, '1-5'),
		use: async (workbench) => {
			await runNovelCommand(workbench, 'Open Dashboard');
			const { webviewFrame } = await import('../../build/jobs/webviewFrame.js');
			const frame = await webviewFrame(workbench.page, '.card.budget');
			await show(frame);
			await workbench.runCommand('View: Close Primary Side Bar');
			await workbench.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
			await frame.locator('h1').click();
		},
	});
}
