import * as z from 'zod/mini';
import { absences, absenceStarts } from './absence.js';
import type { ViewProtocol } from './viewProtocol.js';

export const tiers = ['immediate', 'recent', 'archival'] as const;
export const kinds = ['scene', 'summary', 'fact', 'thread', 'note'] as const;

/** Entries of one tier, or matches, in one snapshot; with more it would be felt. */
export const mostShown = 100;
export const longestQuery = 1_000;

const count = z.int().check(z.nonnegative());
const shown = z.int().check(z.nonnegative(), z.maximum(mostShown));
const id = z.string().check(z.maxLength(100));
const chapter = z.int().check(z.positive());

/** The entries of a tier that are shown, in story order; none while it is closed. */
const shownPart = z.strictObject({ from: count, count: shown });

/** What the page wants to see. */
export const memoryLook = z.strictObject({
	/** Blank for the tiers, anything else for what recall finds. */
	query: z.string().check(z.maxLength(longestQuery)),
	kind: z.optional(z.enum(kinds)),
	/** Nothing of later chapters. */
	asOfChapter: z.optional(chapter),
	tiers: z.strictObject({ immediate: shownPart, recent: shownPart, archival: shownPart }),
	/** Matches at most. */
	matches: shown,
});

export const memoryEntry = z.strictObject({
	id,
	/** What it is, in a novelist's words. */
	title: z.string(),
	kind: z.enum(kinds),
	chapter: z.optional(chapter),
	scene: z.optional(chapter),
	text: z.string(),
	/** The text goes on; `read` gives all of it. */
	isCut: z.boolean(),
	names: z.readonly(z.array(z.string())),
	isPinned: z.boolean(),
	/** The text it was read from has changed since. */
	isStale: z.boolean(),
	/** There is a chapter to go to. */
	hasPlace: z.boolean(),
	/** Of a match: why it was found, and by which words. */
	why: z.optional(z.string()),
	words: z.optional(z.readonly(z.array(z.string()))),
});

const entries = z.readonly(z.array(memoryEntry));

const tierSection = z.strictObject({
	tier: z.enum(tiers),
	/** Entries in all, or the least that they are. */
	count,
	isLeast: z.boolean(),
	/** There are entries behind those that are shown. */
	isMore: z.boolean(),
	/** Entries before those that are shown. */
	from: count,
	entries,
});

const footing = z.strictObject({
	memories: z.string(),
	sync: z.optional(z.string()),
	recall: z.optional(z.strictObject({ sentence: z.string(), isHealthy: z.boolean() })),
	backup: z.optional(z.string()),
});

const readySnapshot = z.strictObject({
	state: z.literal('ready'),
	/** Only where there are several novels to tell apart. */
	novel: z.optional(z.string()),
	chapters: z.readonly(z.array(z.strictObject({ chapter, title: z.string() }))),
	/** Memories in all, whatever is looked at. */
	total: count,
	/** None while there is a query. */
	sections: z.readonly(z.array(tierSection)),
	/** Undefined without a query. */
	found: z.optional(z.strictObject({ query: z.string(), entries, isMore: z.boolean() })),
	footing,
});

export const memorySnapshot = z.discriminatedUnion('state', [...absences, readySnapshot]);

const nothing = z.strictObject({});

/** What the page may have done for it that is a command of its own. */
export const memoryStarts = [...absenceStarts, 'generateNextChapter', 'addNote'] as const;

export const memoryProtocol = {
	requests: {
		/** From then on snapshots of this come, the first at once. */
		look: { input: memoryLook, output: nothing },
		/** The whole text of one entry. */
		read: { input: z.strictObject({ id }), output: z.strictObject({ text: z.string() }) },
		pin: { input: z.strictObject({ id, isPinned: z.boolean() }), output: nothing },
		edit: { input: z.strictObject({ id, text: z.string() }), output: nothing },
		remove: { input: z.strictObject({ id }), output: nothing },
		/** Takes a removal back. */
		restore: { input: z.strictObject({ id }), output: nothing },
		/** Shows where it stands in the chapter; the sentence says so where that is not quite the place. */
		reveal: {
			input: z.strictObject({ id, takeFocus: z.boolean() }),
			output: z.strictObject({ sentence: z.optional(z.string()) }),
		},
		start: { input: z.strictObject({ what: z.enum(memoryStarts) }), output: nothing },
	},
	events: {
		snapshot: memorySnapshot,
		/** This entry is to be edited, wherever it stands. */
		editing: memoryEntry,
	},
} as const satisfies ViewProtocol;

export type MemoryProtocol = typeof memoryProtocol;
export type Tier = (typeof tiers)[number];
export type Kind = (typeof kinds)[number];
export type ShownPart = z.infer<typeof shownPart>;
export type MemoryLook = z.infer<typeof memoryLook>;
export type ShownEntry = z.infer<typeof memoryEntry>;
export type TierSection = z.infer<typeof tierSection>;
export type Footing = z.infer<typeof footing>;
export type ReadySnapshot = z.infer<typeof readySnapshot>;
export type MemorySnapshot = z.infer<typeof memorySnapshot>;
export type MemoryStart = (typeof memoryStarts)[number];
