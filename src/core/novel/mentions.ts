/**
 * Whether a text names somebody. Any word of the name is enough: an outline says "Ada" where the bible says "Ada Marsh".
 * @param text in lower case
 */
export function mentions(text: string, name: string): boolean {
	return name
		.toLowerCase()
		.split(/\s+/)
		.some((word) => word.length > 2 && text.includes(word));
}
