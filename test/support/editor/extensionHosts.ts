import { execFileSync } from 'node:child_process';

interface Process {
	readonly pid: number;
	readonly parent: number;
	readonly command: string;
}

/** Process ids of the extension hosts below a server, and of no other. */
export function extensionHosts(serverPid: number): readonly number[] {
	const all = runningProcesses();
	return below(serverPid, all)
		.filter(({ command }) => command.includes('--type=extensionHost'))
		.map(({ pid }) => pid);
}

function below(pid: number, all: readonly Process[]): readonly Process[] {
	const children = all.filter(({ parent }) => parent === pid);
	return children.flatMap((child) => [child, ...below(child.pid, all)]);
}

function runningProcesses(): readonly Process[] {
	const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 16_000_000 });
	return lines.split('\n').flatMap((line) => {
		const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
		return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
	});
}
