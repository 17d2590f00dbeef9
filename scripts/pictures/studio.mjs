import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copySample } from '../../test/support/editor/copySample.ts';
import { editorAddress } from '../../test/support/editor/editorAddress.ts';
import { startEditorServer } from '../../test/support/editor/editorServer.ts';
import { themes } from '../../test/support/editor/themes.ts';
import { projectRoot } from '../projectRoot.mjs';
import { launchBrowser } from './browser.mjs';

/** What a novelist has no use for is put away, as the settings allow; nothing is added. */
const calmSettings = {
	'workbench.colorTheme': themes.light,
	'workbench.activityBar.location': 'hidden',
	'workbench.layoutControl.enabled': false,
	'workbench.editor.enablePreview': false,
	'workbench.navigationControl.enabled': false,
	'window.commandCenter': false,
	'window.menuBarVisibility': 'hidden',
	'breadcrumbs.enabled': false,
	'editor.minimap.enabled': false,
	'editor.lineNumbers': 'off',
	'editor.folding': false,
	'editor.stickyScroll.enabled': false,
	'editor.glyphMargin': false,
	'editor.occurrencesHighlight': 'off',
	'editor.renderLineHighlight': 'none',
	'editor.fontSize': 14,
	'editor.lineHeight': 1.6,
	'editor.padding.top': 12,
	'editor.scrollBeyondLastLine': false,
	'files.exclude': { '**/.prometheus': true },
	'explorer.compactFolders': false,
};

/** Menu, terminal and connection are the browser-hosted VS Code's own, and so are the sections under the files. */
const calmStyle = `
	.statusbar-item[id="status.host"], .statusbar-item[id^="status.notifications"], .statusbar-item[id="status.problems"],
	.statusbar-item[id="status.forwardedPorts"], .statusbar-item[id^="status.editor"],
	.statusbar-item[id="status.workbench.keyboardLayout"], .statusbar-item[id="status.languageStatus"],
	.part.sidebar .title-actions, .part.editor .editor-actions:not(:has(.codicon-check)), .editor-group-watermark { display: none !important; }
`;

/** Of the side bar, all but its first section. */
const oneSection = '.part.sidebar .split-view-view:not(:first-child) { display: none !important; }';

const temporary = tmpdir();
const view = { viewport: { width: 1080, height: 675 }, deviceScaleFactor: 1.25 };

/**
 * Opens a real VS Code on a throw-away folder, lets `use` work in it, and takes the picture.
 * @param machineSettings those that VS Code takes from the machine alone, such as the addresses of providers
 * @param sections of the side bar: the first, or all
 * @param use brings about what the picture shows
 */
export async function takePicture({
	name,
	target,
	folder: prepare = () => Promise.resolve(),
	settings = {},
	machineSettings = {},
	sections = 'first',
	use,
}) {
	const directory = await mkdtemp(path.join(temporary, 'prometheus-picture-'));
	const folder = path.join(directory, 'ten-stone-a-head');
	// The server makes its directories below this one, where its machine settings can be found.
	process.env.TMPDIR = directory;
	const server = await startEditorServer({
		projectRoot,
		logName: `picture-${name}`,
		settings: { ...calmSettings, ...settings },
	});
	const browser = await launchBrowser();
	try {
		await copySample(projectRoot, folder);
		await prepare(folder);
		await writeMachineSettings(directory, machineSettings);
		const page = await browser.newPage(view);
		await page.goto(editorAddress(server, { folder, extensions: [projectRoot] }));
		await page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor({ timeout: 60_000 });
		await page.addStyleTag({ content: sections === 'first' ? calmStyle + oneSection : calmStyle });
		const { Workbench } = await import('../../build/jobs/workbench.js');
		const workbench = new Workbench(page, 'light');
		await use(workbench, folder).catch(async (cause) => {
			throw new Error(`No ${name}; see ${await workbench.screenshot(`no-${name}`)}`, { cause });
		});
		const file = path.join(projectRoot, 'media', target, `${name}.png`);
		await mkdir(path.dirname(file), { recursive: true });
		await page.screenshot({ path: file });
	} finally {
		await browser.close();
		await server.close();
		await rm(directory, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function writeMachineSettings(directory, settings) {
	const editor = (await readdir(directory)).find((name) => name.startsWith('prometheus-editor-'));
	const machine = path.join(directory, editor, 'user', 'Machine');
	await mkdir(machine, { recursive: true });
	await writeFile(path.join(machine, 'settings.json'), JSON.stringify(settings));
}

/** Runs one of the extension's commands from the palette, once the novel is open. */
export async function runNovelCommand(workbench, title) {
	await workbench.statusBarItem(/\$[\d.]+ \/ \$/).waitFor();
	await workbench.runCommand(`Prometheus Novel: ${title}`);
}

/** Toasts are off in an editor that is driven by a program; the list shows the same. */
export async function showNotifications(workbench) {
	await workbench.runCommand('Notifications: Show Notifications');
	await workbench.page.locator('.notifications-center.visible').waitFor();
}
