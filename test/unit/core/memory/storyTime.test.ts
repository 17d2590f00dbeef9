import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { MemoryId } from '../../../../src/core/memory/entry.js';
import type { FactClaim } from '../../../../src/core/memory/memoryStore.js';
import { isSuperseded, standingClaim } from '../../../../src/core/memory/storyTime.js';

const claim = (id: string, chapter: number | undefined, sequence: number): FactClaim => ({
	id: id as MemoryId,
	chapter,
	place: 0,
	sequence,
});

describe('Facts over story time', () => {
	const dyed = [claim('brown', undefined, 1), claim('red', 3, 9), claim('black', 7, 2), claim('grey', 7, 4)];

	it('hold from the chapter that established them until one says otherwise', () => {
		const standing = [0, 2, 3, 6, 7, 20].map((chapter) => standingClaim(dyed, chapter)?.id);
		assert.deepEqual(standing, ['brown', 'brown', 'red', 'red', 'grey', 'grey']);
		assert.equal(standingClaim(dyed)?.id, 'grey');
	});

	it('are replaced only as of a chapter that knows better', () => {
		assert.deepEqual(
			[2, 3, 7].map((chapter) => isSuperseded('brown' as MemoryId, dyed, chapter)),
			[false, true, true],
		);
	});

	it('never let a later chapter speak for an earlier one', () => {
		const claims = fc.array(fc.tuple(fc.option(fc.integer({ min: 1, max: 30 })), fc.nat(1_000)), { maxLength: 20 });
		fc.assert(
			fc.property(claims, fc.integer({ min: 0, max: 30 }), (given, chapter) => {
				const all = given.map(([of, sequence], at) => claim(String(at), of ?? undefined, sequence));
				const standing = standingClaim(all, chapter);
				assert.ok((standing?.chapter ?? 0) <= chapter);
				const known = all.filter((one) => (one.chapter ?? 0) <= chapter);
				assert.deepEqual(standingClaim(known), standing);
			}),
		);
	});
});
