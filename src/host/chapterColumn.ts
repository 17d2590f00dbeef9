import * as vscode from 'vscode';

/** Where a chapter is shown: beside a page such as the dashboard, which would be gone if something covered it. */
export function chapterColumn(): vscode.ViewColumn {
	const { activeTab } = vscode.window.tabGroups.activeTabGroup;
	return activeTab?.input instanceof vscode.TabInputWebview ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}
