/** The known name that was probably meant: the same but for case and separators, or at most two letters away. */
export function closestName(name: string, known: readonly string[]): string | undefined {
	const plain = plainName(name);
	const best = known
		.map((candidate) => ({ candidate, distance: editDistance(plain, plainName(candidate)) }))
		.sort((a, b) => a.distance - b.distance)[0];
	return best && best.distance <= Math.min(2, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

function plainName(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}$]/gu, '');
}

/** Insertions, deletions and replacements from one to the other (Levenshtein). */
function editDistance(from: string, to: string): number {
	let row = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (let i = 1; i <= from.length; i++) {
		const next = [i];
		for (let j = 1; j <= to.length; j++) {
			const replaced = (row[j - 1] ?? 0) + Number(from[i - 1] !== to[j - 1]);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[to.length] ?? 0;
}
