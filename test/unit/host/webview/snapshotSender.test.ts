import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { SnapshotSender } from '../../../../src/host/webview/snapshotSender.js';

describe('Snapshots for a page', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 }));
	afterEach(() => mock.timers.reset());

	async function pass(ms: number): Promise<void> {
		for (let left = ms; left > 0; left -= 10) {
			mock.timers.tick(10);
			await Promise.resolve();
		}
	}

	it('are sent no more than four times a second, however much changes, and the last change is in one', async () => {
		let state = 0;
		const sent: number[] = [];
		const sender = new SnapshotSender(() => {
			sent.push(state);
			return Promise.resolve();
		});
		for (; state < 100; state++) {
			sender.soon();
			await pass(10);
		}
		await pass(300);
		assert.ok(sent.length <= 5, `${sent.length} in a second and its end`);
		assert.ok((sent.at(-1) ?? 0) >= 99);
	});

	it('come at once when they are asked for, and what was being made before is given up', async () => {
		const signals: AbortSignal[] = [];
		const sender = new SnapshotSender((signal) => {
			signals.push(signal);
			return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
		});
		sender.now();
		sender.now();
		await Promise.resolve();
		assert.deepEqual(
			signals.map(({ aborted }) => aborted),
			[true, false],
		);
		sender.close();
	});

	it('are made again after a slow one, when something changed in the meantime', async () => {
		const finish: (() => void)[] = [];
		const sender = new SnapshotSender(() => new Promise((resolve) => finish.push(resolve)));
		sender.now();
		sender.soon();
		await pass(1_000);
		assert.equal(finish.length, 1, 'the slow one is not given up');
		finish[0]?.();
		await pass(300);
		assert.equal(finish.length, 2);
		sender.close();
	});
});
