import * as z from 'zod/mini';
import { kinds, mostShown, tiers, type MemoryLook, type ShownPart, type Tier } from '../../protocol/memory.js';
import { KeptState } from '../keptState.js';
import type { VscodeApi } from '../vscodeApi.js';

/** Entries that are shown at first, and with each "Show more". */
export const step = 20;

const part = z.strictObject({ from: z.int(), count: z.int() });

const pageState = z.strictObject({
	query: z.string(),
	kind: z.optional(z.enum(kinds)),
	asOfChapter: z.optional(z.int()),
	/** Undefined until somebody or something has decided. */
	open: z.strictObject({ immediate: z.boolean(), recent: z.boolean(), archival: z.optional(z.boolean()) }),
	parts: z.strictObject({ immediate: part, recent: part, archival: part }),
	matches: z.int(),
	/** Entries whose whole text is open. */
	opened: z.readonly(z.array(z.string())),
	/** The entry that the keys move from. */
	active: z.optional(z.string()),
	scrollTop: z.number(),
	/** What somebody is writing, and has not saved. */
	draft: z.optional(z.strictObject({ id: z.string(), title: z.string(), text: z.string(), before: z.string() })),
});

export type PageStateValue = z.infer<typeof pageState>;
export type Draft = NonNullable<PageStateValue['draft']>;

const beginning: PageStateValue = {
	query: '',
	open: { immediate: true, recent: true },
	parts: { immediate: { from: 0, count: step }, recent: { from: 0, count: step }, archival: { from: 0, count: step } },
	matches: step,
	opened: [],
	scrollTop: 0,
};

/** What of the page survives when it is hidden or its window is reloaded. */
export class PageState extends KeptState<PageStateValue> {
	constructor(api: VscodeApi) {
		super(api, pageState, beginning);
	}

	/** What the page wants to see. */
	look(): MemoryLook {
		const { query, kind, asOfChapter, open, parts, matches } = this.value;
		const closed: ShownPart = { from: 0, count: 0 };
		const partOf = (tier: Tier): ShownPart => (open[tier] === true ? parts[tier] : closed);
		const [immediate, recent, archival] = tiers.map(partOf);
		return {
			query,
			...(kind === undefined ? {} : { kind }),
			...(asOfChapter === undefined ? {} : { asOfChapter }),
			tiers: { immediate: immediate ?? closed, recent: recent ?? closed, archival: archival ?? closed },
			matches,
		};
	}
}

/** One step on. Beyond what a snapshot holds, the first ones make room. */
export function later({ from, count }: ShownPart): ShownPart {
	return count + step <= mostShown ? { from, count: count + step } : { from: from + step, count };
}

export function earlier({ from, count }: ShownPart): ShownPart {
	return { from: Math.max(0, from - step), count };
}
