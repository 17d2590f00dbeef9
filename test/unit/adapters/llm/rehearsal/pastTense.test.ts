import assert from 'node:assert/strict';
import { toPast } from '../../../../../src/adapters/llm/rehearsal/pastTense.js';

const cases: readonly (readonly [string, string])[] = [
	['Ivy reports that the money is missing.', 'Ivy reported that the money was missing.'],
	['She carries bread and tries the door; it doesn’t open.', 'She carried bread and tried the door; it didn’t open.'],
	['Harjit stops by the steps and tells her two lies.', 'Harjit stopped by the steps and told her two lies.'],
	['The town hands buckets up the cliff steps.', 'The town handed buckets up the cliff steps.'],
	['The bell rings for nobody, but the car will not start.', 'The bell rang for nobody, but the car would not start.'],
	['She cannot be angry; she unstraps his fingers.', 'She could not be angry; she unstrapped his fingers.'],
	['“She’ll be here,” says Noreen.', '“She’ll be here,” said Noreen.'],
];

describe('toPast', () => {
	for (const [present, past] of cases) {
		it(`tells “${present}” in the past`, () =>
			assert.equal(toPast(present, new Set(['Ivy', 'Harjit', 'Noreen'])), past));
	}
});
