import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copySample } from './copySample.js';
import { editorAddress } from './editorAddress.js';
import { type EditorServer, type EditorServerOptions, startEditorServer } from './editorServer.js';
import { extensionsFolder } from './extensionsFolder.js';
import { openEditorWindow } from './editorWindow.js';
import { type ThemeName, themes } from './themes.js';
import { Workbench } from './workbench.js';

export interface SampleEditorOptions extends Pick<
	EditorServerOptions,
	'environment' | 'settings' | 'workspaceTrust' | 'displayLanguage'
> {
	readonly logName: string;
	readonly theme?: ThemeName;
	/** Directories of further extensions, such as `build/extensions/<name>`. */
	readonly extensions?: readonly string[];
	readonly size?: { readonly width: number; readonly height: number };
	/** Changes the copy before it is opened. */
	readonly prepare?: (folder: string) => Promise<void>;
}

export interface SampleEditor {
	readonly workbench: Workbench;
	/** The copy of the sample novel that is open. */
	readonly folder: string;
	readonly server: EditorServer;
	close(): Promise<void>;
}

/** Opens a throw-away copy of the sample novel in a real VS Code with this extension. */
export async function openSampleEditor(options: SampleEditorOptions): Promise<SampleEditor> {
	const projectRoot = process.cwd();
	const { theme = 'dark', extensions = [], size, settings, prepare, ...server } = options;
	const directory = await mkdtemp(path.join(tmpdir(), 'prometheus-sample-'));
	const folder = path.join(directory, 'sample');
	await copySample(projectRoot, folder);
	await prepare?.(folder);
	const closers = [() => rm(directory, { recursive: true, force: true, maxRetries: 5 })];
	const close = async () => {
		for (const closeOne of closers.splice(0).reverse()) await closeOne();
	};
	try {
		const colours = { 'workbench.colorTheme': themes[theme] };
		const running = await startEditorServer({ ...server, projectRoot, settings: { ...colours, ...settings } });
		closers.push(() => running.close());
		const loaded = await extensionsFolder([projectRoot, ...extensions]);
		closers.push(() => loaded.remove());
		const address = editorAddress(running, { folder, extensions: [loaded.path] });
		const { consoleFile } = running;
		const window = await openEditorWindow({ address, consoleFile, ...(size === undefined ? {} : { size }) });
		closers.push(() => window.close());
		// The colours are an extension's, and come after the workbench.
		await window.page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor();
		return { workbench: new Workbench(window.page, theme), folder, server: running, close };
	} catch (error) {
		await close();
		throw error;
	}
}
