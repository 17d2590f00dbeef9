import type { ChapterOnDesk } from '../pipeline/chapterState.js';
import { textHash } from '../pipeline/fingerprint.js';
import type { DraftBasis } from './draftBasis.js';
import { paragraphHashes } from './paragraphHashes.js';

/**
 * The basis of the draft that a chapter's text is, or was edited from; undefined where that is not known.
 * @param bases newest first
 */
export function chosenBasis(
	{ text = '', state }: Pick<ChapterOnDesk, 'text' | 'state'>,
	bases: readonly DraftBasis[],
): DraftBasis | undefined {
	if (state !== 'drafted' && state !== 'edited') return undefined;
	const hash = textHash(text);
	const own = bases.find((basis) => basis.textHash === hash);
	if (own !== undefined || state === 'drafted' || bases.length < 2)
		return own ?? (state === 'edited' ? bases[0] : undefined);
	const standing = paragraphHashes(text);
	const shares = bases.map(({ paragraphs }) => {
		const drafted = new Set(paragraphs);
		return standing.filter((paragraph) => drafted.has(paragraph)).length;
	});
	return bases[shares.indexOf(Math.max(...shares))];
}
