import { z } from 'zod';
import { memoryKinds, memoryTiers, type MemoryEntry, type MemoryId } from '../../core/memory/entry.js';
import { AppError } from '../../base/errors.js';
import { folderArgument } from '../arguments.js';

const folder = folderArgument;
const id = z
	.string()
	.min(1)
	.transform((text) => text as MemoryId);
const chapter = z.int().positive();
const names = z.array(z.string().trim().min(1));
const importance = z.number().min(0).max(1);

export const searchArgument = z.strictObject({
	folder,
	text: z.string(),
	asOfChapter: chapter.optional(),
	limit: z.int().min(1).max(1_000).default(10),
	kinds: z.array(z.enum(memoryKinds)).optional(),
});

export const addArgument = z.strictObject({
	folder,
	text: z.string().trim().min(1),
	kind: z.enum(memoryKinds).default('note'),
	tier: z.enum(memoryTiers).default('archival'),
	chapter: chapter.optional(),
	scene: chapter.optional(),
	/** Those of the bible that the text names, when left out. */
	entities: names.optional(),
	importance: importance.default(0.5),
	pinned: z.boolean().default(false),
});

export const selectionArgument = z.strictObject({ pinned: z.boolean().default(false) });

export const editArgument = z.strictObject({
	folder,
	id,
	text: z.string().trim().min(1).optional(),
	entities: names.optional(),
	chapter: chapter.optional(),
	tier: z.enum(memoryTiers).optional(),
	importance: importance.optional(),
});

export const deleteArgument = z.strictObject({
	folder,
	id,
	/** True brings back what was deleted. */
	undo: z.boolean().default(false),
});

export const pinArgument = z.strictObject({ folder, id, pinned: z.boolean().default(true) });
export const revealArgument = z.strictObject({ folder, id });

/** An entry as commands give it to other code. */
export interface PlainMemory {
	readonly id: string;
	readonly kind: MemoryEntry['kind'];
	readonly tier: MemoryEntry['tier'];
	readonly text: string;
	readonly entities: readonly string[];
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
	readonly pinned: boolean;
	readonly stale: boolean;
}

export function plainMemory(entry: MemoryEntry): PlainMemory {
	const { id, kind, tier, text, entities, chapter, scene, pinned, stale } = entry;
	return { id, kind, tier, text, entities, chapter, scene, pinned, stale };
}

export interface FoundMemories {
	/** Best first. */
	readonly matches: readonly (Pick<PlainMemory, 'id' | 'text' | 'chapter' | 'kind'> & {
		/** For comparing matches of one query only. */
		readonly score: number;
		readonly why: string;
	})[];
}

/** The place that was selected; lines and columns count from zero. */
export interface RevealedMemory {
	/** Relative to the novel's folder. */
	readonly path: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	/** Says so where that is not quite the place. */
	readonly sentence: string | undefined;
}

/** For commands that are about one memory: nobody can be asked which. */
export function needed<T>(command: string, given: T | undefined): T {
	if (given !== undefined) return given;
	throw new AppError(
		'bad-argument',
		`prometheusNovel.${command} needs to know which memory: give { "id": … }, as prometheusNovel.memory.search returns it.`,
	);
}
