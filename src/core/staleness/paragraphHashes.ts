import { chapterBody, paragraphsOf } from '../novel/chapterFile.js';
import { foldedHash } from './foldedHash.js';

/** Of the paragraphs of a chapter's prose, in their order. */
export function paragraphHashes(text: string): readonly string[] {
	return paragraphsOf(chapterBody(text)).map(foldedHash);
}
