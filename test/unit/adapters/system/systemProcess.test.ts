import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname, uptime } from 'node:os';
import { systemProcess } from '../../../../src/adapters/system/systemProcess.js';
import { systemClock } from '../../../../src/base/clock.js';

const hour = 60 * 60 * 1000;

describe('The process that holds something', () => {
	const identity = systemProcess(systemClock);
	const isAlive = (owner: string, startedAt: number): boolean => identity.isAlive(owner, startedAt);
	const now = Date.now();
	const ownerWith = (pid: number | undefined, start = now, host = hostname()): string => `${host}:${pid}:${start}`;

	it('lives as long as this one does', () => {
		assert.deepEqual([isAlive(identity.owner, now), isAlive(identity.owner, now - 100 * hour)], [true, true]);
	});

	it('is dead once it has ended, whatever number it had', async () => {
		const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
		const during = isAlive(ownerWith(child.pid), now);
		child.kill('SIGKILL');
		await once(child, 'exit');
		assert.deepEqual([during, isAlive(ownerWith(child.pid), now)], [true, false]);
	});

	it('is dead when this process has got its number, as in a container that was started again', () => {
		assert.equal(isAlive(ownerWith(process.pid, now - 5 * hour), now), false);
	});

	it('is dead when it began well before this machine was started', () => {
		assert.equal(isAlive(ownerWith(process.ppid), now - 23 * hour), uptime() > 23 * 3_600 - 300);
	});

	it('is given a day on another machine, where nobody can look', () => {
		assert.deepEqual(
			[isAlive(ownerWith(1, now, 'elsewhere'), now - hour), isAlive(ownerWith(1, now, 'elsewhere'), now - 25 * hour)],
			[true, false],
		);
	});

	it('is dead when its name cannot be read and a day has passed', () => {
		assert.equal(isAlive('nonsense', now - 25 * hour), false);
	});
});
