import { hostname, uptime } from 'node:os';
import type { Clock } from '../../base/clock.js';
import type { ProcessIdentity } from '../../core/execution/processIdentity.js';

/** None takes this long; and a process of another machine cannot be looked up. */
const longestMs = 24 * 60 * 60 * 1000;
/** Clocks are set right after a start of the machine. */
const clockSlackMs = 5 * 60 * 1000;

const processStart = Math.round(Date.now() - process.uptime() * 1000);
/** Its start tells a process from another that gets the same number, which is usual in containers. */
const owner = `${hostname()}:${process.pid}:${processStart}`;

export function systemProcess(clock: Clock): ProcessIdentity {
	return {
		owner,
		isAlive: (other, startedAt) => {
			if (other === owner) return true;
			const now = clock.now();
			if (now - startedAt >= longestMs) return false;
			const [, host, pid] = /^(.*):(\d+):\d+$/.exec(other) ?? [];
			if (host !== hostname()) return true;
			if (startedAt < now - uptime() * 1000 - clockSlackMs) return false;
			// This process has its number now, so that one is gone.
			return Number(pid) !== process.pid && isRunning(Number(pid));
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
