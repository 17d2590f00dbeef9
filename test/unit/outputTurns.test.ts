import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { outputTurns } from '../support/outputTurns.js';

describe('Output of what works side by side', () => {
	it('comes at once from the first, and from each other one when all before it have ended', () => {
		const written: string[] = [];
		const [first, second, third] = outputTurns(3, (text) => written.push(text));
		third?.write('c1 ');
		second?.write('b1 ');
		first?.write('a1 ');
		assert.deepEqual(written, ['a1 ']);
		third?.end();
		first?.end();
		assert.deepEqual(written, ['a1 ', 'b1 ']);
		second?.write('b2 ');
		assert.deepEqual(written, ['a1 ', 'b1 ', 'b2 ']);
		second?.end();
		assert.deepEqual(written, ['a1 ', 'b1 ', 'b2 ', 'c1 ']);
	});

	it('is whole and in order, whoever writes and ends when', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(3), { maxLength: 40 }), (writers) => {
				const written: number[] = [];
				const turns = outputTurns(4, (text) => written.push(Number(text)));
				const left = turns.map((_, turn) => writers.filter((one) => one === turn).length);
				for (const [turn, count] of left.entries()) if (count === 0) turns[turn]?.end();
				for (const turn of writers) {
					turns[turn]?.write(String(turn));
					left[turn] = (left[turn] ?? 0) - 1;
					if (left[turn] === 0) turns[turn]?.end();
				}
				assert.deepEqual(
					written,
					writers.toSorted((a, b) => a - b),
				);
			}),
		);
	});
});
