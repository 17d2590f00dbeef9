import { z } from 'zod';
import {
	memoryKinds,
	memoryOrigins,
	memoryTiers,
	type MemoryEntry,
	type MemoryId,
	type NewMemory,
} from '../../core/memory/entry.js';

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

/** One memory as a line of JSON. Only the text is needed; what is not known is left alone. */
export const memoryLine = z.object({
	id: z.string().optional(),
	text: z.string(),
	chapter: z.int().min(1).nullish(),
	scene: z.int().min(1).nullish(),
	kind: z.enum(memoryKinds).optional(),
	tier: z.enum(memoryTiers).optional(),
	entities: z.array(z.string()).optional(),
	importance: z.number().min(0).max(1).optional(),
	pinned: z.boolean().optional(),
	origin: z.enum(memoryOrigins).optional(),
	details: details.optional(),
	source: z.object({ path: z.string(), hash: z.string(), start: z.int(), end: z.int() }).optional(),
});
export type MemoryLine = z.infer<typeof memoryLine>;

export function newMemoryOf(line: MemoryLine): NewMemory {
	return {
		text: line.text,
		...(line.id === undefined ? {} : { id: line.id as MemoryId }),
		...(line.tier === undefined ? {} : { tier: line.tier }),
		// What belongs to a chapter is part of the story; what does not is a note about it.
		kind: line.kind ?? (typeof line.chapter === 'number' ? 'scene' : 'note'),
		chapter: line.chapter ?? undefined,
		scene: line.scene ?? undefined,
		entities: line.entities ?? [],
		importance: line.importance ?? 0.5,
		pinned: line.pinned ?? false,
		origin: line.origin ?? 'import',
		details: line.details,
		source: line.source,
	};
}

export function lineOf(entry: MemoryEntry): MemoryLine {
	const { id, text, chapter, scene, kind, tier, importance, pinned, origin, details: more, source } = entry;
	const entities = [...entry.entities];
	return { id, text, chapter, scene, kind, tier, entities, importance, pinned, origin, details: more, source };
}
