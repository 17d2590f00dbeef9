import { textHash } from '../pipeline/fingerprint.js';

/** Of 64 bits; white space counts as one blank, and what stands around the text not at all. */
export function foldedHash(text: string): string {
	return textHash(text.replace(/\s+/g, ' ').trim()).slice(0, 16);
}
