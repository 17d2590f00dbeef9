import type * as vscode from 'vscode';
import { isInside } from './isInside.js';
import type { Novels } from './novels.js';

/** The folder of the novel that a file belongs to, open or only in the workspace. */
export function novelFolderOf(novels: Novels, { scheme, fsPath }: vscode.Uri): string | undefined {
	if (scheme !== 'file') return undefined;
	const folders = [...novels.opened.map(({ folder }) => folder), ...novels.folders()];
	return folders.find((folder) => isInside(folder, fsPath));
}
