const spelledOut: Readonly<Record<string, string>> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ı: 'i',
};

// Windows opens the device when a file of this name is meant, whatever its extension.
const deviceName = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/**
 * A name for a file or folder that is safe on every system: lower-case letters and digits joined by hyphens. Accents of Latin
 * letters go; other scripts stay. Empty when `text` has neither letters nor digits.
 * @param maxLength in characters.
 */
export function slugOf(text: string, maxLength = 50): string {
	const plain = text
		.toLowerCase()
		.normalize('NFKD')
		.replace(/(\p{Script=Latin})[\u0300-\u036F]+/gu, '$1')
		.normalize('NFC')
		.replace(/[ßæœøłđðþı]/g, (letter) => spelledOut[letter] ?? letter)
		.replace(/['’ʼ]/g, '');
	const slug = shortened((plain.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).join('-'), maxLength);
	return deviceName.test(slug) ? `${slug}-1` : slug;
}

/** Slugs for `names` in their order, made unique by a number; `taken` are never given. */
export function uniqueSlugs(names: readonly string[], fallback: string, taken: readonly string[] = []): string[] {
	const used = new Set(taken);
	return names.map((name) => {
		const slug = firstFree(slugOf(name) || fallback, used);
		used.add(slug);
		return slug;
	});
}

function firstFree(slug: string, used: ReadonlySet<string>): string {
	if (!used.has(slug)) return slug;
	for (let number = 2; ; number++) {
		if (!used.has(`${slug}-${number}`)) return `${slug}-${number}`;
	}
}

/** Cuts at a hyphen when there is one in the second half. */
function shortened(slug: string, maxLength: number): string {
	const characters = Array.from(slug);
	if (characters.length <= maxLength) return slug;
	const cut = characters.slice(0, maxLength).join('');
	const hyphen = cut.lastIndexOf('-');
	return hyphen > cut.length / 2 ? cut.slice(0, hyphen) : cut;
}
