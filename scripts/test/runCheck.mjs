import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { projectRoot } from '../projectRoot.mjs';
import { tally } from './tally.mjs';

/** One check made of commands that must all succeed. Every one runs, so that all that is wrong is shown at once. */
export async function runCheck(...commands) {
	const codes = [];
	for (const command of commands.filter(hasItsProject)) codes.push(await exitCodeOf(command));
	return codes.every((code) => code === 0)
		? tally({ passed: 1 })
		: tally({ failed: 1, failures: commands.map((command) => command.join(' ')) });
}

/** The panel has a tsconfig of its own once there is a panel. */
function hasItsProject(command) {
	const project = command[command.indexOf('-p') + 1];
	return !command.includes('-p') || existsSync(project);
}

function exitCodeOf([program, ...programArguments]) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, programArguments, {
			cwd: projectRoot,
			stdio: 'inherit',
			shell: process.platform === 'win32',
		});
		child.once('error', reject);
		child.once('close', resolve);
	});
}
