import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface CommandResult {
	/** Undefined when a signal ended it. */
	readonly code: number | undefined;
	readonly signal: NodeJS.Signals | undefined;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunningCommand {
	readonly child: ChildProcess;
	readonly result: Promise<CommandResult>;
}

/** Starts the built command line in a process of its own. */
export function startCommand(
	programArguments: readonly string[],
	environment: Record<string, string> = {},
): RunningCommand {
	const { PATH = '', HOME = '' } = process.env;
	const child = spawn(process.execPath, [join(process.cwd(), 'dist/cli.js'), ...programArguments], {
		env: { PATH, HOME, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const out = { stdout: '', stderr: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
	const result = new Promise<CommandResult>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined, ...out }));
	});
	return { child, result };
}

export function runCommand(
	programArguments: readonly string[],
	environment?: Record<string, string>,
): Promise<CommandResult> {
	return startCommand(programArguments, environment).result;
}
