import { hostname } from 'node:os';

/** Calls of another machine cannot be looked up; none lasts this long. */
const longestCallMs = 60 * 60 * 1000;

/** Names this process, for holds that must outlive it. */
export const thisOwner = `${hostname()}:${process.pid}`;

/** Whether the process that holds a call may still be at it. */
export function isOwnerAlive(owner: string, startedAt: number, now: number): boolean {
	const at = owner.lastIndexOf(':');
	if (owner.slice(0, at) !== hostname()) return now - startedAt < longestCallMs;
	return isRunning(Number(owner.slice(at + 1)));
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as { code?: string }).code === 'EPERM';
	}
}
