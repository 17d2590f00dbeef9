import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const id = 'prometheus-novel.prometheus-novel';

describe('The extension in a real VS Code', () => {
	it('activates in a workspace that holds a novel', async () => {
		const extension = vscode.extensions.getExtension(id);
		await extension?.activate();
		assert.equal(extension?.isActive, true);
	});

	it('waits for a novel, or a command, view, panel or tool of its own, and for nothing else', () => {
		const manifest = vscode.extensions.getExtension(id)?.packageJSON as { activationEvents?: readonly string[] };
		const own = manifest.activationEvents?.filter((event) => !event.startsWith('onCommand:prometheusNovel.'));
		assert.deepEqual(
			own?.filter((event) => !/^on(Walkthrough|View|LanguageModelTool):/.test(event)),
			['workspaceContains:novel.json', 'onWebviewPanel:prometheusNovel.dashboard'],
		);
	});

	it('contributes every command that it registers', async () => {
		const extension = vscode.extensions.getExtension(id);
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
