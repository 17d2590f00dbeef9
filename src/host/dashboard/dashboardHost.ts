import * as vscode from 'vscode';
import type { MemoryStandings } from '../memory/memoryStandings.js';
import type { Novels } from '../novels.js';
import { Dashboard } from './dashboard.js';

/** @param extension its root, where the bundled page is */
export function startDashboard(novels: Novels, standings: MemoryStandings, extension: vscode.Uri): Dashboard {
	const dashboard = new Dashboard({
		novels,
		webviewFolder: vscode.Uri.joinPath(extension, 'dist', 'webview'),
		icon: vscode.Uri.joinPath(extension, 'media', 'icon.svg'),
		standing: (project) => standings.of(project),
	});
	standings.onChange(() => dashboard.refresh());
	return dashboard;
}
