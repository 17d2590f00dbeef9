import * as z from 'zod/mini';

/** Why there is no novel to show. */
export const absences = [
	z.strictObject({ state: z.literal('no-novel') }),
	z.strictObject({ state: z.literal('untrusted') }),
	z.strictObject({ state: z.literal('opening') }),
	z.strictObject({ state: z.literal('failed'), sentence: z.string() }),
] as const;

/** What can be done about it. */
export const absenceStarts = ['newNovel', 'openFolder', 'manageTrust', 'tryAgain'] as const;

/** What a page says about it, by name. */
export const absenceWordNames = [
	'noNovel',
	'noNovelTip',
	'newNovel',
	'openFolder',
	'untrusted',
	'untrustedTip',
	'manageTrust',
	'opening',
	'failed',
	'tryAgain',
] as const;

export type Absence = z.infer<(typeof absences)[number]>;
export type AbsenceStart = (typeof absenceStarts)[number];
export type AbsenceWords = Readonly<Record<(typeof absenceWordNames)[number], string>>;
