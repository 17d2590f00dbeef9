export interface Counted {
	/** Undefined fits anywhere. */
	readonly number: number | undefined;
	/** How many headings of a higher order stand before it: where there is another one, counting may begin anew. */
	readonly partsBefore: number;
}

/** A sequence does not go on over so many lines that look like its members and are none. */
const reach = 2_000;

/**
 * The members that make the best ascending sequence, in their order: 1, 2, 3, and again from 1 where a part begins. A member
 * is worth 1, and a step that counts otherwise costs some of that, so that what does not fit is left out.
 * @param isLoose takes jumps and repetitions for slips of the author rather than for something else
 */
export function ascendingChain<Member extends Counted>(members: readonly Member[], isLoose: boolean): Member[] {
	const values: number[] = [];
	const befores: number[] = [];
	for (const [index, member] of members.entries()) {
		values[index] = 1;
		befores[index] = -1;
		for (let other = index - 1; other >= Math.max(0, index - reach); other--) {
			const value = (values[other] ?? 0) + 1 - stepCost(members[other] ?? member, member, isLoose);
			if (value <= (values[index] ?? 0)) continue;
			values[index] = value;
			befores[index] = other;
		}
	}
	let last = values.indexOf(values.reduce((most, value) => Math.max(most, value), 0));
	const chain: Member[] = [];
	for (; last >= 0; last = befores[last] ?? -1) chain.push(...members.slice(last, last + 1));
	return chain.reverse();
}

function stepCost(from: Counted, to: Counted, isLoose: boolean): number {
	if (from.number === undefined || to.number === undefined || to.number === from.number + 1) return 0;
	const isAnew = to.partsBefore > from.partsBefore;
	if (to.number === 1 && (isAnew || from.number > 1)) return isAnew ? 0 : 1;
	if (isAnew) return 0.5;
	if (!isLoose) return Number.POSITIVE_INFINITY;
	return to.number < from.number ? 1.5 : 0.5;
}
