import assert from 'node:assert/strict';
import { BatchWatch } from '../../../../src/services/generation/batchWatch.js';
import type { CollectedAudits } from '../../../../src/core/pipeline/auditBatches.js';
import { noMoney } from '../../../../src/core/cost/money.js';

const nothing: CollectedAudits = { chapters: [], cost: noMoney, saving: 0, findings: 0, out: 0, failures: [] };

describe('The watch over batches', () => {
	it('asks on opening and then from time to time, and no more once nothing is out', async () => {
		const third = Promise.withResolvers<void>();
		let asked = 0;
		const audits = {
			isOut: true,
			collect: () => {
				if (++asked === 3) {
					audits.isOut = false;
					third.resolve();
				}
				return asked === 2 ? Promise.reject(new Error('The provider is away.')) : Promise.resolve(nothing);
			},
		};
		const watch = new BatchWatch(audits, 1);
		// The watch itself keeps no process alive.
		const alive = setInterval(() => undefined, 1_000);
		watch.start();
		const atOnce = asked;
		await third.promise;
		await watch.close();
		clearInterval(alive);
		assert.deepEqual([atOnce, asked], [1, 3]);
	});

	it('stops what it asks when it is closed, and waits for it', async () => {
		let ended = false;
		const watch = new BatchWatch({
			isOut: true,
			collect: (signal) =>
				new Promise((_resolve, reject) => {
					signal.addEventListener('abort', () => {
						ended = true;
						reject(signal.reason as Error);
					});
				}),
		});
		watch.start();
		await watch.close();
		watch.start();
		assert.equal(ended, true);
	});
});
