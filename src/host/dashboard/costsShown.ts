import * as vscode from 'vscode';
import { locale } from '../locale.js';
import type { BreakdownRow, LedgerTotals } from '../../core/cost/ledger.js';
import { mostRows, type Breakdown, type CostRow, type CostsShown } from '../../protocol/dashboard.js';
import { inStageOrder, stageTitle } from '../stageTitles.js';

export interface CostsNames {
	/** Titles of chapters, as far as the outline has them. */
	readonly chapters: ReadonlyMap<number, string>;
	/** When runs began; milliseconds since the Unix epoch. */
	readonly runs: ReadonlyMap<string, number>;
}

/** Every figure is a sum over the same rows of the ledger, so that each breakdown sums up to `total`. */
export function costsShown(
	breakdown: Breakdown,
	rows: readonly BreakdownRow[],
	totals: LedgerTotals,
	names: CostsNames,
): CostsShown {
	const orders = ordersOf(breakdown, rows);
	const all = rows.map((row) => costRow(row.key, nameOf(breakdown, row.key, names), orders.get(row.key) ?? 0, row));
	return {
		breakdown,
		rows: all.length <= mostRows ? all : withRestSummed(all),
		total: costRow(null, vscode.l10n.t('All together'), rows.length, totals),
	};
}

function costRow(key: CostRow['key'], name: string, order: number, totals: Omit<BreakdownRow, 'key'>): CostRow {
	const { calls, usage, savings, spent, held } = totals;
	return {
		key,
		name,
		order,
		calls,
		inputTokens: usage.inputTokens,
		cachedTokens: usage.cacheReadTokens,
		outputTokens: usage.outputTokens,
		saved: savings.cache + savings.batch,
		spent,
		held,
	};
}

/** Places by name: stages as a book is made, runs and days by time, the rest by their keys. */
function ordersOf(breakdown: Breakdown, rows: readonly BreakdownRow[]): ReadonlyMap<BreakdownRow['key'], number> {
	const ordered = breakdown === 'stage' ? inStageOrder(rows) : rows.toSorted((a, b) => compared(a.key, b.key));
	return new Map(ordered.map(({ key }, at) => [key, at]));
}

/** What belongs to no chapter comes before the first. */
function compared(a: BreakdownRow['key'], b: BreakdownRow['key']): number {
	return typeof a === 'string' && typeof b === 'string' ? (a < b ? -1 : 1) : Number(a) - Number(b);
}

function nameOf(breakdown: Breakdown, key: BreakdownRow['key'], { chapters, runs }: CostsNames): string {
	switch (breakdown) {
		case 'stage':
			return capitalised(stageTitle(String(key)));
		case 'chapter':
			return chapterName(key, chapters);
		case 'day':
			return dayName(String(key));
		case 'run':
			return runName(runs.get(String(key)));
		case 'model':
			return String(key);
	}
}

function chapterName(key: BreakdownRow['key'], titles: ReadonlyMap<number, string>): string {
	if (key === null) return vscode.l10n.t('The whole book');
	const title = titles.get(Number(key));
	return title === undefined ? vscode.l10n.t('Chapter {0}', key) : `${key}. ${title}`;
}

function dayName(day: string): string {
	// Noon, so that no time zone makes another day of it.
	return new Date(`${day}T12:00:00`).toLocaleDateString(locale(), { dateStyle: 'medium' });
}

function runName(startedAt: number | undefined): string {
	return startedAt === undefined
		? vscode.l10n.t('An earlier run')
		: new Date(startedAt).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });
}

/** The dearest by themselves, and one row for what is cheaper than these. */
function withRestSummed(rows: readonly CostRow[]): readonly CostRow[] {
	const rest = rows.slice(mostRows - 1);
	const sum = (of: (row: CostRow) => number): number => rest.reduce((all, row) => all + of(row), 0);
	return [
		...rows.slice(0, mostRows - 1),
		{
			key: '',
			name: vscode.l10n.t('{0} others', rest.length),
			order: rows.length,
			calls: sum((row) => row.calls),
			inputTokens: sum((row) => row.inputTokens),
			cachedTokens: sum((row) => row.cachedTokens),
			outputTokens: sum((row) => row.outputTokens),
			saved: sum((row) => row.saved),
			spent: sum((row) => row.spent),
			held: sum((row) => row.held),
		},
	];
}

function capitalised(text: string): string {
	return text.slice(0, 1).toLocaleUpperCase(locale()) + text.slice(1);
}
