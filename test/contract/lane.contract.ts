import assert from 'node:assert/strict';
import type { Lane, LaneJob } from '../../src/core/execution/lane.js';

const never = new AbortController().signal;

/** What every lane owes, wherever it runs its tasks. @param open gives a lane that finds the work of a job by itself */
export function describeLane(name: string, open: () => Lane): void {
	describe(`${name} as a lane`, () => {
		const job = (run: LaneJob['run']): LaneJob => ({ id: 'one', kind: 'scene_drafting', attempt: 1, run });

		it('does the work once, and resolves when it is done', async () => {
			const steps: string[] = [];
			await open().perform(
				job(async () => {
					steps.push('begun');
					await new Promise((resolve) => setTimeout(resolve, 5));
					steps.push('done');
				}),
				never,
			);
			assert.deepEqual(steps, ['begun', 'done']);
		});

		it('rejects with what the work died of, as it is', async () => {
			const error = new Error('It broke.');
			await assert.rejects(
				open().perform(
					job(() => Promise.reject(error)),
					never,
				),
				(thrown) => thrown === error,
			);
		});

		it('starts nothing when it is cancelled already, and rejects with the reason', async () => {
			const reason = new Error('Closed.');
			let ran = false;
			const work = job(() => Promise.resolve(void (ran = true)));
			await assert.rejects(open().perform(work, AbortSignal.abort(reason)), (thrown) => thrown === reason);
			assert.equal(ran, false);
		});

		it('hands an abort on to the work, and is not over before the work is', async () => {
			const abort = new AbortController();
			const steps: string[] = [];
			const work = job(async (signal) => {
				const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
				abort.abort(new Error('Stopped.'));
				await aborted;
				await new Promise((resolve) => setTimeout(resolve, 5));
				steps.push('saved');
				signal.throwIfAborted();
			});
			await assert.rejects(open().perform(work, abort.signal), { message: 'Stopped.' });
			assert.deepEqual(steps, ['saved']);
		});
	});
}
