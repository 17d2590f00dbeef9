import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fitToBudget, type ContextItem } from '../../../../src/core/context/fitToBudget.js';

const item = (section: string, text: string, priority: number): ContextItem => ({ section, text, priority });
const given = fc.array(
	fc.record({
		section: fc.constantFrom('A', 'B', 'C'),
		text: fc.string({ maxLength: 5 }),
		priority: fc.integer({ min: 0, max: 9 }),
		tokens: fc.nat(40),
	}),
	{ maxLength: 12 },
);

describe('Fitting context to a budget', () => {
	it('never takes more than fits, headings included, and tells what it left', () => {
		fc.assert(
			fc.property(given, fc.nat(10), fc.nat(200), (items, heading, budget) => {
				const fit = () =>
					fitToBudget(
						items,
						items.map((one) => one.tokens),
						heading,
						budget,
					);
				const { taken, left } = fit();
				const sections = new Set(taken.map((one) => one.section)).size;
				const cost = taken.reduce((sum, one) => sum + (one as (typeof items)[number]).tokens, sections * heading);
				assert.ok(cost <= budget, `${cost} of ${budget}`);
				assert.deepEqual(new Set([...taken, ...left]), new Set(items));
				assert.deepEqual(fit(), { taken, left, text: fit().text });
			}),
		);
	});

	it('leaves nothing that would still fit, unless something dearer to the author took its place', () => {
		fc.assert(
			fc.property(given, fc.nat(200), (items, budget) => {
				const { taken, left } = fitToBudget(
					items,
					items.map((one) => one.tokens),
					0,
					budget,
				);
				const tokensOf = (one: ContextItem): number => (one as (typeof items)[number]).tokens;
				for (const one of left) {
					const before = taken.filter((other) => other.priority >= one.priority);
					assert.ok(before.reduce((sum, other) => sum + tokensOf(other), tokensOf(one)) > budget);
				}
			}),
		);
	});

	it('sets what it takes under its headings, in the order given', () => {
		const items = [
			item('Facts', 'one', 1),
			item('Threads', 'two', 9),
			item('Facts', 'three', 5),
			item('Facts', 'four', 5),
		];
		assert.equal(fitToBudget(items, [1, 1, 1, 1], 1, 5).text, 'Threads\ntwo\n\nFacts\nthree\nfour');
		assert.equal(fitToBudget(items, [1, 1, 1, 1], 1, 6).text, 'Facts\none\nthree\nfour\n\nThreads\ntwo');
	});
});
