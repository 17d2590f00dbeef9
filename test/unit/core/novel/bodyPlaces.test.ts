import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { bodyPlaces } from '../../../../src/core/novel/bodyPlaces.js';
import { chapterBody } from '../../../../src/core/novel/chapterFile.js';

const part = fc.constantFrom(
	'# Heading\n',
	'\n\n',
	'Prose of a scene. ',
	'<!-- a note -->',
	' ',
	'* * *',
	'<!-- open ',
	'é',
);
const file = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));

describe('Places in the body of a chapter', () => {
	it('are found in the file, character for character', () => {
		fc.assert(
			fc.property(file, (text) => {
				const { body, inFile } = bodyPlaces(text);
				assert.equal(body, chapterBody(text));
				for (let offset = 0; offset < body.length; offset++) assert.equal(text[inFile(offset)], body[offset]);
			}),
		);
	});

	it('are found back from the file, and nothing else is', () => {
		fc.assert(
			fc.property(file, (text) => {
				const { body, inFile, inBody } = bodyPlaces(text);
				for (let offset = 0; offset < body.length; offset++) assert.equal(inBody(inFile(offset)), offset);
			}),
		);
	});

	it('do not exist in a heading or a comment', () => {
		const text = '# The lamp\n\n<!-- Who lit it? -->\n\nNobody.\n';
		const { inBody } = bodyPlaces(text);
		assert.deepEqual(
			['lamp', 'Who', 'Nobody', '.'].map((word) => inBody(text.indexOf(word))),
			[undefined, undefined, 0, 6],
		);
	});
});
