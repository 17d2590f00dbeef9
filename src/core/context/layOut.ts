import type { ContextItem } from './contextItem.js';

/** An item with what is to stand of it. */
export interface Laid {
	readonly item: ContextItem;
	readonly text: string;
}

/** What stays the same from call to call before what does not; else in the order given, under their headings. */
export function inLayoutOrder<T extends { readonly item: ContextItem }>(entries: readonly T[]): readonly T[] {
	const isStable = ({ item }: T): boolean => item.stable === true;
	return [...bySection(entries.filter(isStable)), ...bySection(entries.filter((one) => !isStable(one)))];
}

/** @param entries in layout order */
export function layOut(entries: readonly Laid[]): string {
	let text = '';
	entries.forEach(({ item, text: own }, at) => {
		const before = entries[at - 1]?.item;
		const continues = before !== undefined && before.section === item.section;
		const heading = continues || item.section === '' ? '' : `${item.section}${gapAfter(item)}`;
		const gap = before === undefined ? '' : continues && isLine(before) ? gapAfter(item) : '\n\n';
		text += gap + heading + own;
	});
	return text;
}

function bySection<T extends { readonly item: ContextItem }>(entries: readonly T[]): readonly T[] {
	return [...Map.groupBy(entries, ({ item }) => item.section).values()].flat();
}

/** Between a heading and what stands under it, and between two of a kind. */
export function gapAfter(item: ContextItem): string {
	return isLine(item) ? '\n' : '\n\n';
}

function isLine({ layout }: ContextItem): boolean {
	return layout !== 'paragraph';
}
