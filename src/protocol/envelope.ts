import * as z from 'zod/mini';

/** Around every message of a page. */
export const pageMessage = z.strictObject({
	kind: z.literal('request'),
	/** The page's own number; the reply carries the same. */
	id: z.int(),
	name: z.string(),
	input: z.unknown(),
});

/** Around every message of the host. */
export const hostMessage = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('reply'), id: z.int(), output: z.unknown() }),
	/** The reply to a request that failed, in a sentence for people. */
	z.strictObject({ kind: z.literal('failure'), id: z.int(), sentence: z.string() }),
	z.strictObject({ kind: z.literal('event'), name: z.string(), value: z.unknown() }),
]);

export type PageMessage = z.infer<typeof pageMessage>;
export type HostMessage = z.infer<typeof hostMessage>;
