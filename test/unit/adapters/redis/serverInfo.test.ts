import assert from 'node:assert/strict';
import { serverInfo } from '../../../../src/adapters/redis/serverInfo.js';

describe('What a Redis server says of itself', () => {
	const info = (appendOnly: number, policy: string): string =>
		`# Server\r\nredis_version:7.0.15\r\nrun_id:5e1f\r\n\r\n# Persistence\r\naof_enabled:${appendOnly}\r\n# Memory\r\nmaxmemory_policy:${policy}\r\n`;

	it('is no reason to worry where nothing is lost or dropped', () => {
		const safe = ['noeviction', 'volatile-lru'].map((policy) => serverInfo(info(1, policy)));
		assert.deepEqual(safe, [
			{ run: '5e1f', warnings: [] },
			{ run: '5e1f', warnings: [] },
		]);
	});

	it('is a reason where it is', () => {
		const { warnings } = serverInfo(info(0, 'allkeys-lfu'));
		assert.deepEqual(
			warnings.map((warning) => warning.match(/append-only|"allkeys-lfu"/)?.[0]),
			['append-only', '"allkeys-lfu"'],
		);
	});

	it('may be next to nothing', () => {
		assert.deepEqual(serverInfo('# Server\r\n'), { run: undefined, warnings: [] });
	});
});
