import { hostname } from 'node:os';
import type { Clock } from '../../base/clock.js';
import type { ProcessIdentity } from '../../core/execution/processIdentity.js';

/** A process of another machine cannot be looked up; none takes this long. */
const longestMs = 24 * 60 * 60 * 1000;

export function systemProcess(clock: Clock): ProcessIdentity {
	return {
		owner: `${hostname()}:${process.pid}`,
		isAlive: (owner, startedAt) => {
			const at = owner.lastIndexOf(':');
			if (owner.slice(0, at) !== hostname()) return clock.now() - startedAt < longestMs;
			return isRunning(Number(owner.slice(at + 1)));
		},
	};
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as { code?: string }).code === 'EPERM';
	}
}
