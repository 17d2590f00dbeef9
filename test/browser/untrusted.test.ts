import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { until } from '../support/until.js';

describe('A novel from somebody else, in a window that does not trust it', function () {
	this.timeout(90_000);
	let editor: SampleEditor;

	before(async () => {
		editor = await openSampleEditor({ logName: 'untrusted', workspaceTrust: true, prepare: withSettingsOfItsOwn });
		await editor.workbench.statusBarItem('Restricted Mode').waitFor();
	});

	after(() => editor.close());

	it('generates nothing, and says what to do', async () => {
		const { workbench, folder } = editor;
		await workbench.runCommand('Prometheus Novel: Generate Next Chapter');
		await workbench.notification('This workspace is not trusted, so nothing is generated here. Trust it with');
		await workbench.screenshot('untrusted');
		assert.equal(existsSync(path.join(folder, '.prometheus')), false);
		assert.equal(existsSync(path.join(folder, 'manuscript')), false);
	});

	it('has no say in models and prices', async () => {
		const { workbench } = editor;
		await workbench.runCommand('Prometheus Novel: Choose Models');
		await workbench.pickTitle('plans the book and its scenes? (1/3)');
		const checked = workbench.page
			.locator('.quick-input-list .monaco-list-row')
			.filter({ has: workbench.page.locator('.codicon-check') });
		assert.match(await checked.first().innerText(), /rehearsal/);
		await workbench.page.keyboard.press('Escape');
	});

	it('is opened as soon as it is trusted', async () => {
		const { workbench } = editor;
		await workbench.runCommand('Workspaces: Manage Workspace Trust');
		await workbench.page.getByRole('button', { name: 'Trust', exact: true }).click();
		await workbench.statusBarItem('$0.00 / $7.00').waitFor();
	});

	it('has its database closed cleanly when its window is closed', async () => {
		const { workbench, folder } = editor;
		const database = path.join(folder, '.prometheus', 'novel.db');
		assert.ok(existsSync(`${database}-wal`));
		await workbench.runCommand('Workspaces: Close Workspace');
		await until('the write-ahead log is gone', () => !existsSync(`${database}-wal`) && existsSync(database));
	});
});

async function withSettingsOfItsOwn(folder: string): Promise<void> {
	await mkdir(path.join(folder, '.vscode'));
	await writeFile(
		path.join(folder, '.vscode', 'settings.json'),
		JSON.stringify({
			'prometheusNovel.models.plan': 'evil/model',
			'prometheusNovel.budget.usd': 7,
			'prometheusNovel.prices': { 'evil/model': 'free' },
		}),
	);
}
