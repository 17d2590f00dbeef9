import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { themes, type ThemeName } from './themes.js';

const bodyClasses: Readonly<Record<ThemeName, string>> = {
	light: 'vscode-light',
	dark: 'vscode-dark',
	'high-contrast': 'vscode-high-contrast',
};

/** Gives an open window another theme, and waits until a webview of it has it. */
export async function switchTheme(folder: string, theme: ThemeName, frame: Frame): Promise<void> {
	await mkdir(path.join(folder, '.vscode'), { recursive: true });
	await writeFile(
		path.join(folder, '.vscode', 'settings.json'),
		JSON.stringify({ 'workbench.colorTheme': themes[theme] }),
	);
	await frame.locator(`body.${bodyClasses[theme]}`).waitFor();
}
