import { chapterBody, paragraphsOf } from '../novel/chapterFile.js';
import type { ChapterOnDesk } from '../pipeline/chapterState.js';
import { textHash } from '../pipeline/fingerprint.js';
import type { DraftBasis } from './draftBasis.js';

/**
 * The basis of the draft that a chapter's text is, or was edited from; undefined where that is not known.
 * @param bases newest first
 * @param draftOf text of a version, as far as the journal has it
 */
export function chosenBasis(
	{ text = '', state }: Pick<ChapterOnDesk, 'text' | 'state'>,
	bases: readonly DraftBasis[],
	draftOf: (version: string) => string | undefined,
): DraftBasis | undefined {
	if (state !== 'drafted' && state !== 'edited') return undefined;
	const hash = textHash(text);
	const own = bases.find((basis) => basis.textHash === hash);
	if (own !== undefined || state === 'drafted' || bases.length < 2)
		return own ?? (state === 'edited' ? bases[0] : undefined);
	const shares = bases.map(({ version }) => sharedParagraphs(text, draftOf(version) ?? ''));
	return bases[shares.indexOf(Math.max(...shares))];
}

function sharedParagraphs(text: string, draft: string): number {
	const drafted = new Set(paragraphsOf(chapterBody(draft)));
	return paragraphsOf(chapterBody(text)).filter((paragraph) => drafted.has(paragraph)).length;
}
