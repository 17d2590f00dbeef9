import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ExtensionsFolder {
	/** The one place to name in the address. */
	readonly path: string;
	remove(): Promise<void>;
}

/**
 * The browser-hosted VS Code loads only the last of several extensions under development, but every extension of a
 * folder: so several are linked into one.
 */
export async function extensionsFolder(extensions: readonly string[]): Promise<ExtensionsFolder> {
	const [only, ...others] = extensions;
	if (only !== undefined && others.length === 0) return { path: only, remove: () => Promise.resolve() };
	const folder = await mkdtemp(path.join(tmpdir(), 'prometheus-extensions-'));
	await Promise.all(
		extensions.map((extension, index) => symlink(extension, path.join(folder, `extension-${index}`), 'junction')),
	);
	return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
