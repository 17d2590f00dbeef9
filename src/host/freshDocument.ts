import * as vscode from 'vscode';
import { lineFeedText } from './lineFeeds.js';

/**
 * The document of a file as the file is now. VS Code may still hold what was there before another program changed it, and
 * would then refuse to save.
 */
export async function openFresh(uri: vscode.Uri): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument(uri);
	if (document.isDirty || lineFeedText(document) === (await textOnDisk(uri))) return document;
	await vscode.window.showTextDocument(document, { preview: false, preserveFocus: true });
	await vscode.commands.executeCommand('workbench.action.files.revert');
	return document;
}

async function textOnDisk(uri: vscode.Uri): Promise<string> {
	const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
	return text.replaceAll('\r\n', '\n');
}
