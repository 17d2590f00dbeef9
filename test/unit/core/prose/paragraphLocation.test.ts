import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { locateQuote } from '../../../../src/core/prose/paragraphLocation.js';

const text = '# Debts\n\n“You’re late,” said Ivy — twice.\nShe waited… and\n  waited.\n';

describe('locating a quotation', () => {
	it('finds it whatever its marks, dashes and white space', () => {
		const expected = { line: 2, column: 0, endLine: 2, endColumn: 32 };
		assert.deepEqual(locateQuote(text, '"You\'re late," said Ivy - twice.'), expected);
		assert.deepEqual(locateQuote(text, ' “You’re late,” said Ivy -- twice. '), expected);
		assert.deepEqual(locateQuote(text, 'waited... and waited.'), { line: 3, column: 4, endLine: 4, endColumn: 9 });
	});

	it('looks inside marks that the quoting put around it', () => {
		assert.deepEqual(locateQuote(text, '"said Ivy"'), { line: 2, column: 15, endLine: 2, endColumn: 23 });
	});

	it('does not take other words for it', () => {
		assert.equal(locateQuote(text, 'You are late'), undefined);
		assert.equal(locateQuote(text, 'said ivy'), undefined);
		assert.equal(locateQuote(text, ''), undefined);
		assert.equal(locateQuote(text, '“”'), undefined);
	});

	it('finds whatever was copied from the text', () => {
		const lines = fc.array(
			fc.oneof(fc.constantFrom('“', '”', '…', '—', '--', ' ', '\n', 'a', 'b', "'"), fc.string({ maxLength: 4 })),
			{ minLength: 1 },
		);
		fc.assert(
			fc.property(lines, fc.nat(), fc.nat(), (parts, from, length) => {
				const whole = parts.join('');
				const start = from % whole.length || 0;
				const copied = whole.slice(start, start + 1 + (length % 20));
				fc.pre(/[\p{L}\p{N}]/u.test(copied) && !/-$|^-/.test(copied));
				assert.notEqual(locateQuote(whole, copied), undefined);
			}),
		);
	});
});
