import * as vscode from 'vscode';
import type { ModelRole } from '../core/pipeline/stages.js';
import { settingsSection } from './settings.js';

/** In the novel's own settings where there is one, else in the user's. */
export async function setModel(folder: string | undefined, role: ModelRole, model: string): Promise<void> {
	const uri = folder === undefined ? undefined : vscode.Uri.file(folder);
	const settings = vscode.workspace.getConfiguration(settingsSection, uri);
	const inWorkspace = uri !== undefined && vscode.workspace.getWorkspaceFolder(uri) !== undefined;
	await settings.update(
		`models.${role}`,
		model,
		inWorkspace ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Global,
	);
}
