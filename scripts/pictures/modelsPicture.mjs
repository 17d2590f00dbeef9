import { startModelLists } from './standInModels.mjs';
import { runNovelCommand, takePicture } from './studio.mjs';

/** The models that can be reached, each with its price and its context. */
export async function modelsPicture() {
	const lists = await startModelLists();
	try {
		await takePicture({
			name: 'models',
			target: 'walkthrough',
			machineSettings: { 'prometheusNovel.providers': lists.providers },
			use: async (workbench) => {
				await runNovelCommand(workbench, 'Choose Models');
				await workbench.page.locator('.quick-input-list').filter({ hasText: 'per million tokens' }).waitFor();
			},
		});
	} finally {
		lists.close();
	}
}
