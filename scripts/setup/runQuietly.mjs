import { spawn } from 'node:child_process';

const shownLines = 20;

/** Runs a program to its end; its output is shown only when it fails. */
export function runQuietly(program, programArguments, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, programArguments, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		const output = [];
		child.stdout.on('data', (chunk) => output.push(chunk));
		child.stderr.on('data', (chunk) => output.push(chunk));
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) return resolve();
			reject(new Error(`${[program, ...programArguments].join(' ')} ended with ${code}\n${shorten(output)}`));
		});
	});
}

/** The cause stands at the start of npm's output and at the end of apt's. */
function shorten(chunks) {
	const lines = Buffer.concat(chunks).toString().trim().split('\n');
	if (lines.length <= 2 * shownLines) return lines.join('\n');
	return [...lines.slice(0, shownLines), '…', ...lines.slice(-shownLines)].join('\n');
}

export function runNpm(npmArguments, options = {}) {
	const windows = process.platform === 'win32';
	return runQuietly(windows ? 'npm.cmd' : 'npm', [...npmArguments, '--loglevel=error'], { ...options, shell: windows });
}
