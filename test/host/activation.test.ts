import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The extension in a real VS Code', () => {
	it('activates in a workspace that holds a novel', async () => {
		const extension = vscode.extensions.getExtension('prometheus-novel.prometheus-novel');
		await extension?.activate();
		assert.equal(extension?.isActive, true);
	});

	it('contributes every command that it registers', async () => {
		const extension = vscode.extensions.getExtension('prometheus-novel.prometheus-novel');
		await extension?.activate();
		const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('prometheusNovel.'));
		const contributions = extension?.packageJSON as { contributes?: { commands?: { command: string }[] } };
		const contributed = new Set(contributions.contributes?.commands?.map(({ command }) => command));
		assert.deepEqual(
			registered.filter((id) => !contributed.has(id) && !isMadeByVsCode(id)),
			[],
		);
	});
});

/** VS Code adds commands for each contributed view, such as `….focus`. */
function isMadeByVsCode(id: string): boolean {
	return /\.(focus|open|resetViewLocation|removeView|toggleVisibility)$/.test(id);
}
