import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { textPieces } from '../../../../src/core/memory/textPieces.js';

describe('Passages of a text', () => {
	it('are together the whole of it, and none is too long or empty', () => {
		const text = fc
			.array(fc.constantFrom('The lamp', '. ', '\n\n', '\n', ' ', '灯が消えた。', '🜂', 'x'.repeat(30)), {
				maxLength: 60,
			})
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(text, fc.integer({ min: 2, max: 50 }), (text, maxCharacters) => {
				const passages = textPieces(text, maxCharacters);
				assert.equal(passages.join(''), text);
				assert.ok(passages.every(({ length }) => length <= maxCharacters && (length > 0 || text === '')));
				assert.ok(passages.every((passage) => passage.isWellFormed()));
			}),
			{ numRuns: 500 },
		);
	});

	it('end where a paragraph does, else a line, a sentence or a word', () => {
		assert.deepEqual(textPieces('One two.\n\nThree four five six.', 13), ['One two.\n\n', 'Three four ', 'five six.']);
		assert.deepEqual(textPieces('Eleven.\nTwelve and more', 10), ['Eleven.\n', 'Twelve ', 'and more']);
		assert.deepEqual(textPieces('“Go,” she said. He stayed there.', 20), ['“Go,” she said. ', 'He stayed there.']);
		assert.deepEqual(textPieces('灯が消えた。誰も眠らなかった。', 8), ['灯が消えた。', '誰も眠らなかった', '。']);
	});
});
