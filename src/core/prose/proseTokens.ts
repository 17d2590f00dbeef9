/** A word of running prose with what its neighbourhood says of it. */
export interface ProseToken {
	/** Without a genitive or an article that is written together with it: "Anne" for "Anne's" and for "d'Anne". */
	readonly text: string;
	/** What stands between it and the word before. */
	readonly gap: string;
	readonly isCapitalised: boolean;
	/** Any word would have a capital letter here: at the beginning of a sentence or of a quotation. */
	readonly isOpening: boolean;
	/** Something was left off at its end, so that no name goes on after it. */
	readonly isClosed: boolean;
}

const word = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;
const abbreviation = /^(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Rev|Capt|Col|Gen|Maj|Lt|Sgt|St|Sr|Sra|Mme|Mlle|Hr|Fr)$/u;

export function proseTokens(text: string): ProseToken[] {
	let end = 0;
	let previous = '';
	return Array.from(text.matchAll(word), ({ 0: written, index }): ProseToken => {
		const gap = text.slice(end, index);
		const base = written.replace(/^\p{Ll}{1,2}['’](?=\p{Lu})/u, '').replace(/(?<=.)['’]s$/iu, '');
		const token = {
			text: base,
			gap,
			isCapitalised: /^\p{Lu}/u.test(base),
			isOpening: end === 0 || opens(gap, previous),
			isClosed: !written.endsWith(base),
		};
		end = index + written.length;
		previous = base;
		return token;
	});
}

export function isAbbreviation(text: string): boolean {
	return abbreviation.test(text);
}

/** Only a space, or a comma and a space, goes on with a sentence for sure. */
function opens(gap: string, previous: string): boolean {
	if (/^,?[^\S\n]*\n?[^\S\n]*$/.test(gap)) return false;
	return !(/^\.\s+$/.test(gap) && isAbbreviation(previous));
}
