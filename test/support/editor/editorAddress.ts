import path from 'node:path';
import type { EditorServer } from './editorServer.js';

export interface OpenedFolder {
	readonly folder: string;
	/** Extensions loaded from source, as `code --extensionDevelopmentPath` does. */
	readonly extensions: readonly string[];
	/** A compiled suite whose `run()` VS Code awaits in its extension host. */
	readonly suite?: string;
}

/** The address that opens a folder in the browser-hosted VS Code. */
export function editorAddress(server: EditorServer, opened: OpenedFolder): string {
	const payload = opened.extensions.map((extension) => ['extensionDevelopmentPath', remoteUri(extension)]);
	if (opened.suite !== undefined) payload.push(['extensionTestsPath', remoteUri(opened.suite)]);
	const query = new URLSearchParams({ folder: slashed(opened.folder), payload: JSON.stringify(payload) });
	return `${server.origin}/?${query.toString()}`;
}

function remoteUri(file: string): string {
	return `vscode-remote://remote${encodeURI(slashed(path.resolve(file)))}`;
}

/** `C:\novel` is `/C:/novel` in a VS Code address. */
function slashed(file: string): string {
	const forward = file.split(path.sep).join('/');
	return forward.startsWith('/') ? forward : `/${forward}`;
}
