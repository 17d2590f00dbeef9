/** A text as it reads, however it is broken into lines. */
export function flat(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
