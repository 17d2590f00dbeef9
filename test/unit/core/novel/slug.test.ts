import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { slugOf, uniqueSlugs } from '../../../../src/core/novel/slug.js';

describe('slug', () => {
	it('spells accents and ligatures in plain letters and keeps other scripts', () => {
		const names = ['Élodie’s Œuvre', 'Straße & Łódź', "The Captain's Log!", 'Война и мир', '第一章 到達', 'がぎ', '  '];
		assert.deepEqual(
			names.map((name) => slugOf(name)),
			['elodies-oeuvre', 'strasse-lodz', 'the-captains-log', 'война-и-мир', '第一章-到達', 'がぎ', ''],
		);
	});

	it('avoids the device names of Windows and cuts long names at a hyphen', () => {
		assert.equal(slugOf('CON'), 'con-1');
		assert.equal(slugOf('one two three four', 15), 'one-two-three');
	});

	it('numbers names that would collide, and those that are taken', () => {
		assert.deepEqual(uniqueSlugs(['Anna', 'anna!', '…', 'Rules', 'Anna 2'], 'place', ['rules']), [
			'anna',
			'anna-2',
			'place',
			'rules-2',
			'anna-2-2',
		]);
	});

	it('is a safe file name for any text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
				const slug = slugOf(text);
				assert.match(slug, /^(?:[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*)?$/u);
				assert.ok(Buffer.byteLength(slug) <= 200);
			}),
		);
	});
});
