import type { CostRow } from '../../../protocol/dashboard.js';

export const costColumns = [
	'name',
	'calls',
	'inputTokens',
	'cachedTokens',
	'outputTokens',
	'saved',
	'held',
	'spent',
] as const;

export type CostColumn = (typeof costColumns)[number];

export interface CostSort {
	readonly column: CostColumn;
	readonly isDescending: boolean;
}

/** Rows of the same figure stay as they stand in the book. */
export function sortedRows(rows: readonly CostRow[], { column, isDescending }: CostSort): readonly CostRow[] {
	const sign = isDescending ? -1 : 1;
	const figure = column === 'name' ? (row: CostRow) => row.order : (row: CostRow) => row[column];
	return rows.toSorted((a, b) => sign * (figure(a) - figure(b)) || a.order - b.order);
}

/** What a press on a column's head brings: numbers begin with the largest, names with the first. */
export function sortAfterPress(before: CostSort, column: CostColumn): CostSort {
	if (before.column === column) return { column, isDescending: !before.isDescending };
	return { column, isDescending: column !== 'name' };
}
