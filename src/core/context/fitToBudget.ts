/** One line of context that may be taken or left. */
export interface ContextItem {
	/** Heading under which it stands. */
	readonly section: string;
	readonly text: string;
	/** Higher is taken first; ties in the order given. */
	readonly priority: number;
}

export interface FittedContext {
	readonly text: string;
	readonly taken: readonly ContextItem[];
	readonly left: readonly ContextItem[];
}

/**
 * Takes items by priority while they fit, and sets them in the order given, under their headings.
 * @param tokens of each item as a line of its own, newline included, in the same order
 * @param headingTokens of a heading line with the blank line before it
 * @param budget tokens
 */
export function fitToBudget(
	items: readonly ContextItem[],
	tokens: readonly number[],
	headingTokens: number,
	budget: number,
): FittedContext {
	const order = items
		.map((_, index) => index)
		.toSorted((a, b) => (items[b]?.priority ?? 0) - (items[a]?.priority ?? 0) || a - b);
	const chosen = new Set<number>();
	const sections = new Set<string>();
	let left = budget;
	for (const index of order) {
		const item = items[index];
		if (item === undefined) continue;
		const cost = (tokens[index] ?? 0) + (sections.has(item.section) ? 0 : headingTokens);
		if (cost > left) continue;
		left -= cost;
		chosen.add(index);
		sections.add(item.section);
	}
	const taken = items.filter((_, index) => chosen.has(index));
	return { text: layOut(taken), taken, left: items.filter((_, index) => !chosen.has(index)) };
}

function layOut(items: readonly ContextItem[]): string {
	const bySection = Map.groupBy(items, (item) => item.section);
	return [...bySection].map(([section, own]) => `${section}\n${own.map((item) => item.text).join('\n')}`).join('\n\n');
}
