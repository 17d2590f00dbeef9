import type { RunAnalysis } from '../../../protocol/dashboard.js';
import { element } from '../../element.js';
import { formats } from '../formats.js';
import { tableFrame } from '../tableFrame.js';
import { words } from '../words.js';

export function waitsTable(waits: RunAnalysis['waits']): HTMLElement {
	return table(
		words.waits,
		[words.waitHead, words.waitTotal, words.waitOnPath],
		waits.map(({ name, totalMs, onPathMs }) => [name, formats.duration(totalMs), formats.duration(onPathMs)]),
	);
}

export function operationsTable(operations: RunAnalysis['operations']): HTMLElement {
	return table(
		words.operations,
		[words.operationHead, words.operationCount, words.mean, words.p50, words.p90, words.p99, words.longest],
		operations.map(({ name, count, meanMs, p50Ms, p90Ms, p99Ms, maxMs }) => [
			name,
			formats.count(count),
			...[meanMs, p50Ms, p90Ms, p99Ms, maxMs].map((ms) => formats.duration(ms)),
		]),
	);
}

/** The first cell of each row names it. */
function table(label: string, heads: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
	const head = element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)));
	const body = rows.map(([name = '', ...cells]) =>
		element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map((cell) => element('td', {}, cell))),
	);
	const rowsAndHead = [element('thead', {}, head), element('tbody', {}, ...body)];
	return tableFrame(element('table', { class: 'plain', 'aria-label': label }, ...rowsAndHead), label);
}
