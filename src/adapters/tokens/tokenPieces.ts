// As the vocabulary's own pattern has it, which is written for another engine: there, white space is what Unicode calls so.
const space = String.raw`\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const upper = String.raw`[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`;
const lower = String.raw`[\p{Ll}\p{Lm}\p{Lo}\p{M}]`;
const lead = String.raw`[^\r\n\p{L}\p{N}]?`;
const contraction = String.raw`(?:'(?:[sS\u017f]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD]))?`;
const piece = new RegExp(
	[
		`${lead}${upper}*${lower}+${contraction}`,
		`${lead}${upper}+${lower}*${contraction}`,
		String.raw`\p{N}{1,3}`,
		String.raw` ?[^${space}\p{L}\p{N}]+[\r\n/]*`,
		String.raw`[${space}]*[\r\n]+`,
		String.raw`[${space}]+(?![^${space}])`,
		`[${space}]+`,
	].join('|'),
	'gu',
);

/** The pieces of a text that tokens never reach over, in o200k. */
export function tokenPieces(text: string): readonly string[] {
	return text.match(piece) ?? [];
}

// Scripts to which letters, figures or marks were added lately: two engines may not know the same ones.
const settled = new RegExp(
	String.raw`^[\0-\u06ff\u0900-\u097f\u0e00-\u0e7f\u1e00-\u2bff\u2e00-\ua48f\uac00-\ud7a3\ufe00-\ufe0f\uff00-\uffef\ufffd\u{1f000}-\u{1faff}]*$`,
	'u',
);

/** Whether every engine takes the text apart in the same way. */
export function isSettled(text: string): boolean {
	return settled.test(text);
}
