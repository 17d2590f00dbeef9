import assert from 'node:assert/strict';
import type { MemoryDetails, MemoryEntry, MemoryId, NewMemory, Version } from '../../../../src/core/memory/entry.js';
import { newEntry } from '../../../../src/core/memory/newEntry.js';
import { evidencePlace } from '../../../../src/host/memory/evidencePlace.js';

const text =
	'# Standpipe\n\n<!-- a note -->\n\nThe queue had reached the chapel. Noreen counted heads.\n\nThe queue had reached the tap. “No,” she said.\n';
const body = text.slice(text.indexOf('The queue'));

describe('Where the evidence of a memory stands', () => {
	it('is where it was read, when the same words stand in two places', () => {
		const start = body.indexOf('The queue', 10);
		assert.deepEqual(found(entry('scene', 'The queue had reached the', { start, end: start + 25 })), [
			'passage',
			'The queue had reached the',
			text.lastIndexOf('The queue'),
		]);
	});

	it('is the quotation of a fact, written with other marks', () => {
		const details = fact('"No," she said.');
		assert.deepEqual(found(entry('fact', 'Noreen, answer: no', undefined, details)), [
			'passage',
			'“No,” she said.',
			text.indexOf('“No'),
		]);
	});

	it('is found although the text before it has changed its length', () => {
		assert.deepEqual(found(entry('scene', 'Noreen counted heads.', { start: 0, end: 21 })).slice(0, 2), [
			'passage',
			'Noreen counted heads.',
		]);
	});

	it('is about where a sentence of it has stayed', () => {
		const worked = entry('scene', 'The line had come to the chapel. Noreen counted heads. Nobody spoke.', {
			start: 900,
			end: 960,
		});
		assert.deepEqual(found(worked).slice(0, 2), ['nearby', 'Noreen counted heads.']);
	});

	it('is about where it was read, as long as that has come from it', () => {
		const start = body.indexOf('The queue had reached the tap');
		const place = { start, end: start + 30 };
		assert.deepEqual(found(entry('scene', 'The queue had not reached a tap', place)).slice(0, 2), [
			'nearby',
			'The queue had reached the tap.',
		]);
		assert.equal(found(entry('scene', 'A gull sat down upon cold stones', place))[0], 'gone');
	});

	it('is the beginning of the prose for what speaks of the whole chapter, and for what is gone', () => {
		const beginning = text.indexOf('The queue');
		assert.deepEqual(found(entry('summary', 'They wait.')), ['whole', '', beginning]);
		assert.deepEqual(found(entry('note', 'My own words.')), ['whole', '', beginning]);
		const details = { of: 'knowledge', character: 'Noreen', fact: 'the tap', how: 'saw it' } as const;
		assert.deepEqual(found(entry('fact', 'Noreen knows', undefined, details)), ['whole', '', beginning]);
		assert.deepEqual(found(entry('fact', 'x', undefined, fact('Not a word of this.'))), ['gone', '', beginning]);
	});
});

function found(one: MemoryEntry): readonly [string, string, number] {
	const { kind, start, end } = evidencePlace(text, one);
	return [kind, text.slice(start, end), start];
}

function fact(quote: string): MemoryDetails {
	return { of: 'fact', subject: 'Noreen', attribute: 'answer', value: 'no', change: 'new', quote };
}

function entry(
	kind: NonNullable<NewMemory['kind']>,
	said: string,
	place?: { readonly start: number; readonly end: number },
	details?: MemoryDetails,
): MemoryEntry {
	const source = place && { path: 'manuscript/02-standpipe.md', hash: '', ...place };
	return newEntry({ id: 'one' as MemoryId, kind, text: said, chapter: 2, source, details }, '' as Version, 0);
}
