import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../projectRoot.mjs';
import { runNpm } from './runQuietly.mjs';

const version = '4.139.1';
const directory = path.join(projectRoot, '.vscode-test');
const stamp = path.join(directory, `code-server-${version}.stamp`);

/**
 * A real VS Code as an npm package. Its own install script compiles for minutes what the tests do not need
 * (the terminal, a faster log), so scripts stay off and its two inner package sets are installed here.
 */
export const browserHostedEditor = {
	name: `browser-hosted VS Code ${version}`,
	isThere: () => existsSync(stamp),
	bringAbout: async () => {
		// The same directory may hold a desktop VS Code for test:desktop.
		await rm(path.join(directory, 'node_modules'), { recursive: true, force: true });
		await rm(path.join(directory, 'package-lock.json'), { force: true });
		await mkdir(directory, { recursive: true });
		await writeFile(path.join(directory, 'package.json'), '{ "private": true }\n');
		const flags = ['--ignore-scripts', '--no-audit', '--no-fund'];
		await runNpm(['install', `code-server@${version}`, ...flags], { cwd: directory });
		const vscode = path.join(directory, 'node_modules', 'code-server', 'lib', 'vscode');
		await runNpm(['install', '--omit=dev', ...flags], { cwd: vscode });
		await runNpm(['install', '--omit=dev', ...flags], { cwd: path.join(vscode, 'extensions') });
		await writeFile(stamp, '');
	},
};
