import assert from 'node:assert/strict';
import { entryFromJson, entryToJson } from '../../../../src/adapters/redis/entryJson.js';
import type { MemoryDetails, MemoryEntry } from '../../../../src/core/memory/entry.js';
import { aMemory } from '../../../support/memoryEntry.js';

describe('A memory as JSON', () => {
	const details: readonly (MemoryDetails | undefined)[] = [
		undefined,
		{ of: 'fact', subject: 'Ivy', attribute: 'hand', value: 'left', change: 'new', quote: 'her left hand' },
		{ of: 'knowledge', character: 'Gary', fact: 'the lift is locked', how: 'he saw it' },
		{ of: 'thread', name: 'the key', action: 'plant', quote: 'a key' },
		{ of: 'events' },
		{ of: 'end-state' },
	];
	const entries: readonly MemoryEntry[] = details.map((one) =>
		aMemory({ details: one, source: { path: 'manuscript/01-dawn.md', hash: 'f0', start: 3, end: 9 }, scene: 1 }),
	);

	it('says the same as before, whatever it is', () => {
		const all = [...entries, aMemory({ chapter: undefined, deleted: true })];
		assert.deepEqual(
			all.map((entry) => entryFromJson(entryToJson(entry))),
			all,
		);
	});

	it('is not read where it is something else', () => {
		const whole = aMemory();
		const odd = [
			'',
			'null',
			'[]',
			'{}',
			...[
				{ kind: 'dream' },
				{ tier: 'eternal' },
				{ version: 'new' },
				{ importance: 2 },
				{ chapter: 0 },
				{ id: '' },
			].map((change) => JSON.stringify({ ...whole, ...change })),
			JSON.stringify({ ...whole, details: { of: 'rumour' } }),
		];
		assert.deepEqual(
			odd.map(entryFromJson),
			odd.map(() => undefined),
		);
	});
});
