import { z } from 'zod';
import {
	memoryKinds,
	memoryOrigins,
	memoryTiers,
	type MemoryEntry,
	type MemoryId,
	type Version,
} from '../../core/memory/entry.js';
import { isVersion } from '../../core/memory/hybridClock.js';

const place = z.int().positive().optional();

const details = z.discriminatedUnion('of', [
	z.object({
		of: z.literal('fact'),
		subject: z.string(),
		attribute: z.string(),
		value: z.string(),
		change: z.enum(['new', 'update', 'end']),
		quote: z.string(),
	}),
	z.object({ of: z.literal('knowledge'), character: z.string(), fact: z.string(), how: z.string() }),
	z.object({
		of: z.literal('thread'),
		name: z.string(),
		action: z.enum(['plant', 'advance', 'pay']),
		quote: z.string(),
	}),
	z.object({ of: z.literal('events') }),
	z.object({ of: z.literal('end-state') }),
]);

const schema = z.object({
	id: z.custom<MemoryId>((value) => typeof value === 'string' && value !== ''),
	tier: z.enum(memoryTiers),
	kind: z.enum(memoryKinds),
	text: z.string(),
	entities: z.array(z.string()),
	chapter: place,
	scene: place,
	importance: z.number().min(0).max(1),
	pinned: z.boolean(),
	details: details.optional(),
	source: z
		.object({ path: z.string(), hash: z.string(), start: z.int().nonnegative(), end: z.int().nonnegative() })
		.optional(),
	origin: z.enum(memoryOrigins),
	stale: z.boolean(),
	version: z.custom<Version>((value) => typeof value === 'string' && isVersion(value)),
	createdAt: z.int(),
	updatedAt: z.int(),
	deleted: z.boolean(),
});

export function entryToJson(entry: MemoryEntry): string {
	return JSON.stringify(entry);
}

/** @returns undefined for what this version of the program cannot read, such as what a newer one has written */
export function entryFromJson(text: string): MemoryEntry | undefined {
	try {
		return withAbsent(schema.parse(JSON.parse(text)));
	} catch {
		return undefined;
	}
}

/** JSON leaves out what is undefined; an entry names it. */
function withAbsent(parsed: z.infer<typeof schema>): MemoryEntry {
	const { chapter, scene, details: said, source } = parsed;
	return { ...parsed, chapter, scene, details: said, source };
}
