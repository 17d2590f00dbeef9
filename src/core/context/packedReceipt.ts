import type { ContextItem, LeftReason } from './contextItem.js';
import type { FittedGroup } from './fitInTurn.js';
import type { Receipt } from './receipt.js';

/** A receipt in which every text is replaced by its hash: most of them are the same from call to call. */
export interface PackedReceipt {
	readonly run: Receipt['run'];
	readonly attempt: number;
	readonly model: string;
	readonly madeAt: number;
	readonly parts: Receipt['parts'];
	readonly fitted: readonly PackedGroup[];
}

interface PackedGroup extends Omit<FittedGroup, 'group' | 'given' | 'left' | 'text'> {
	readonly name: string;
	readonly query: string;
	readonly share: number;
	readonly items: readonly ContextItem[];
	readonly text: string;
	/** By the place of the item. */
	readonly given: readonly {
		readonly at: number;
		readonly text: string;
		readonly tokens: number;
		readonly shortened: boolean;
	}[];
	readonly left: readonly { readonly at: number; readonly reason: LeftReason }[];
}

/** @param hashOf keeps a text and says what it is found by */
export function packedReceipt(receipt: Receipt, hashOf: (text: string) => string): PackedReceipt {
	const { run, attempt, model, madeAt } = receipt;
	return {
		...{ run, attempt, model, madeAt },
		parts: receipt.parts.map(({ part, text }) => ({ part, text: hashOf(text) })),
		fitted: receipt.fitted.map(({ group, given, left, text, ...one }) => {
			const places = new Map(group.items.map((item, at) => [item.key, at]));
			const placeOf = ({ key }: ContextItem): number => places.get(key) ?? -1;
			return {
				...one,
				...{ name: group.name, query: hashOf(group.query), share: group.share, text: hashOf(text) },
				items: group.items.map((item) => ({ ...item, text: hashOf(item.text) })),
				given: given.map(({ item, ...rest }) => ({ ...rest, at: placeOf(item), text: hashOf(rest.text) })),
				left: left.map(({ item, reason }) => ({ at: placeOf(item), reason })),
			};
		}),
	};
}

/** @param textOf what was kept under a hash */
export function unpackedReceipt(
	packed: PackedReceipt,
	row: Pick<Receipt, 'call' | 'node' | 'stage' | 'chapter' | 'scene'>,
	textOf: (hash: string) => string,
): Receipt {
	const { run, attempt, model, madeAt } = packed;
	return {
		...row,
		...{ run, attempt, model, madeAt },
		parts: packed.parts.map(({ part, text }) => ({ part, text: textOf(text) })),
		fitted: packed.fitted.map((group) => unpackedGroup(group, textOf)),
	};
}

function unpackedGroup(packed: PackedGroup, textOf: (hash: string) => string): FittedGroup {
	const { name, query, share, items: packedItems, given, left, text, ...one } = packed;
	const items = packedItems.map((item) => ({ ...item, text: textOf(item.text) }));
	return {
		...one,
		text: textOf(text),
		group: { name, query: textOf(query), share, items },
		given: given.flatMap(({ at, ...rest }) =>
			itemAt(items, at).map((item) => ({ ...rest, item, text: textOf(rest.text) })),
		),
		left: left.flatMap(({ at, reason }) => itemAt(items, at).map((item) => ({ item, reason }))),
	};
}

function itemAt(items: readonly ContextItem[], at: number): readonly ContextItem[] {
	const item = items[at];
	return item === undefined ? [] : [item];
}
