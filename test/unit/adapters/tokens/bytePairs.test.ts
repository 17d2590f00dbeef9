import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { get_encoding } from 'tiktoken';
import { BytePairs } from '../../../../src/adapters/tokens/bytePairs.js';
import { isSettled, tokenPieces } from '../../../../src/adapters/tokens/tokenPieces.js';
import { anyText } from '../../core/context/contextInputs.js';

describe('BytePairs', () => {
	const original = get_encoding('o200k_base');
	const encoder = new TextEncoder();
	let pairs: BytePairs;
	before(() => {
		pairs = new BytePairs(readFileSync(join(process.cwd(), 'dist/tokens/o200k_base.tokens')));
	});
	const count = (text: string): number =>
		tokenPieces(text).reduce((sum, piece) => {
			const bytes = encoder.encode(piece);
			return sum + pairs.count(bytes, bytes.length);
		}, 0);
	const whole = (text: string): number => original.encode_ordinary(text).length;

	it('counts any text as the original does', function () {
		this.timeout(30_000);
		fc.assert(
			fc.property(fc.array(anyText, { maxLength: 4 }), (texts) => {
				const text = texts.join('');
				assert.ok(!isSettled(text) || count(text) === whole(text));
			}),
			{ numRuns: 4_000 },
		);
	});

	it('counts every character that it takes on as the original does, beside letters, figures and line feeds', function () {
		this.timeout(30_000);
		const others: string[] = [];
		let taken = 0;
		for (let code = 0; code < 0x20000; code++) {
			const character = String.fromCodePoint(code);
			if (!isSettled(character)) continue;
			taken++;
			const text = `a${character} ${character}${character}1${character}\n${character}`;
			if (count(text) !== whole(text)) others.push(code.toString(16));
		}
		assert.deepEqual([others, taken > 30_000], [[], true]);
	});

	it('counts unbroken runs to the token, and long ones in no time', () => {
		for (const run of [
			'a'.repeat(3_001),
			'山高水'.repeat(900),
			'xyzAB'.repeat(700),
			`${'A'.repeat(2_500)} b`,
			'=-'.repeat(1_300),
		])
			assert.equal(count(run), whole(run));
		const start = process.cpuUsage();
		assert.ok(count('ab'.repeat(100_000)) > 1_000);
		// Of the processor, which other suites share.
		assert.ok(process.cpuUsage(start).user < 2_000_000);
	});
});
