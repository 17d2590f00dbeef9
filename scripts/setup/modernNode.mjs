import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../projectRoot.mjs';
import { chromium } from './systemPackages.mjs';

const binDirectory = path.join(projectRoot, 'node_modules', '.bin');

/** The project's own Node, whatever the machine has. The real binary, since a shim cannot be given signals. */
export const modernNode = path.join(
	projectRoot,
	'node_modules',
	'node',
	'bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Runs a script of this project under its own Node and yields the exit code. Ctrl-C is left to the script. */
export function runUnderModernNode(script, scriptArguments) {
	const ignoreInterrupt = () => {};
	process.on('SIGINT', ignoreInterrupt);
	return new Promise((resolve, reject) => {
		const child = spawn(modernNode, [path.join(projectRoot, script), ...scriptArguments], {
			cwd: projectRoot,
			stdio: 'inherit',
			env: { ...process.env, ...foundPrograms() },
		});
		const passOn = () => child.kill('SIGTERM');
		process.once('SIGTERM', passOn);
		child.once('error', reject);
		child.once('close', (code) => {
			process.off('SIGINT', ignoreInterrupt);
			process.off('SIGTERM', passOn);
			resolve(code ?? 1);
		});
	});
}

function foundPrograms() {
	const browser = chromium.find();
	return {
		PATH: `${binDirectory}${path.delimiter}${process.env.PATH ?? ''}`,
		...(browser === undefined ? {} : { CHROMIUM: browser }),
	};
}
