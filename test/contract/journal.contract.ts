import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RunId } from '../../src/base/ids.js';
import type { Journal, RunStart } from '../../src/core/pipeline/journal.js';

/** What every journal owes. `open` gives an empty one. */
export function describeJournal(name: string, open: () => Promise<Journal>): void {
	describe(`${name} as a journal`, () => {
		let journal: Journal;
		beforeEach(async () => {
			journal = await open();
		});

		it('gives back what was recorded for the same node and inputs, and nothing for others', () => {
			const result = { output: '{"a":"é\u0000\n"}', model: 'rehearsal', recordedAt: 7 };
			journal.record('outline', 'inputs', result);
			assert.deepEqual(
				[
					{ ...journal.result('outline', 'inputs') },
					journal.result('outline', 'others'),
					journal.result('concept', 'inputs'),
					journal.latestResult('concept'),
				],
				[result, undefined, undefined, undefined],
			);
		});

		it('knows the newest result of a node, also of two at the same time', () => {
			const at = (output: string, recordedAt: number) => ({ output, model: 'm', recordedAt });
			journal.record('n', 'a', at('first', 5));
			journal.record('n', 'b', at('second', 9));
			journal.record('n', 'c', at('an older clock', 6));
			assert.equal(journal.latestResult('n')?.output, 'second');
			journal.record('n', 'd', at('third', 9));
			assert.equal(journal.latestResult('n')?.output, 'third');
			assert.equal(journal.result('n', 'a')?.output, 'first');
		});

		it('has the text as it stands after any rewinds, and every text there ever was', () => {
			const step = fc.record({
				keep: fc.double({ min: 0, max: 1, noNaN: true }),
				text: fc.string({ minLength: 1, maxLength: 6 }),
			});
			let node = 0;
			fc.assert(
				fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), fc.array(fc.boolean()), (steps, rewinds) => {
					node++;
					let text = '';
					const seen: string[] = [];
					steps.forEach((one, index) => {
						const offset = rewinds[index] === true ? Math.floor(text.length * one.keep) : text.length;
						journal.appendStream(`chapter:${node}/scene`, 'f', offset, one.text);
						text = text.slice(0, offset) + one.text;
						seen.push(text);
					});
					assert.equal(journal.streamed(`chapter:${node}/scene`, 'f'), text);
					const versions = journal.streamedVersions(`chapter:${node}/`);
					assert.ok(seen.every((one) => versions.some((version) => version.startsWith(one))));
				}),
				{ numRuns: 40 },
			);
		});

		it('keeps the texts of chapters and of inputs apart', () => {
			journal.appendStream('chapter:1/a', 'f', 0, 'one');
			journal.appendStream('chapter:1/a', 'g', 0, 'two');
			journal.appendStream('chapter:11/a', 'f', 0, 'three');
			assert.deepEqual(
				[
					journal.streamed('chapter:1/a', 'f'),
					journal.streamedVersions('chapter:1/').toSorted(),
					journal.streamed('x', 'f'),
				],
				['one', ['one', 'two'], ''],
			);
		});

		it('replaces what it knows of a chapter', () => {
			const record = { chapter: 3, path: 'manuscript/03.md', textHash: 'h', model: 'm', recordedAt: 1 };
			journal.recordChapter(record);
			journal.recordChapter({ ...record, textHash: 'i' });
			assert.deepEqual([{ ...journal.chapter(3) }, journal.chapter(4)], [{ ...record, textHash: 'i' }, undefined]);
		});

		it('lets one run go on at a time, and ends those of processes that died', () => {
			const run = (id: string, owner: string): RunStart => ({
				id: id as RunId,
				description: '{}',
				owner,
				startedAt: 1,
			});
			const alive = (owner: string): boolean => owner === 'alive';
			assert.deepEqual(
				[
					journal.beginRun(run('1', 'dead'), alive),
					journal.beginRun(run('2', 'alive'), alive),
					journal.beginRun(run('3', 'alive'), alive),
				],
				[true, true, false],
			);
			journal.endRun('2' as RunId, 'done', 2);
			assert.equal(journal.beginRun(run('3', 'alive'), alive), true);
		});
	});
}
