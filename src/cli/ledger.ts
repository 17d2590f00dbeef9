import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { resolve } from 'node:path';
import { breakdownKeys, type BreakdownKey, type BreakdownRow } from '../core/cost/ledger.js';
import { exportedLedger, type ExportFormat } from '../core/cost/ledgerExport.js';
import { formatMoney, signedMoney } from '../core/cost/money.js';
import type { NovelProject } from '../services/novelProject.js';
import { tableOf } from './layout.js';
import { wrong, type CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

/** Sums by stage, model, …, or every call to a file. */
export async function ledger(command: CommandLine): Promise<number> {
	const { by = 'stage', file, format } = command.values;
	if (!isBreakdownKey(by)) throw wrong(`--by takes ${breakdownKeys.join(', ')}, not "${by}".`);
	if (format !== undefined && format !== 'csv' && format !== 'json')
		throw wrong(`--format takes csv or json, not "${format}".`);
	return await withProject(command, async (project) => {
		if (file !== undefined || format !== undefined) await exportTo(project, file, format ?? formatOf(file));
		else printBreakdown(project, by, command.json);
		return 0;
	});
}

function printBreakdown({ costs }: NovelProject, by: BreakdownKey, json: boolean): void {
	const rows = costs.costBreakdown(by);
	const { spent, held, calls, usage, savings } = costs.checkBudget();
	const total: BreakdownRow = { key: 'total', spent, held, calls, usage, savings };
	print(json, { by, rows, total }, () =>
		tableOf([by, 'Calls', 'Input', 'Cached', 'Output', 'Saved', 'Held', 'Cost'], [...rows, total].map(cellsOf)),
	);
}

function cellsOf({ key, calls, usage, savings, held, spent }: BreakdownRow): readonly string[] {
	return [
		key === null ? 'the whole book' : String(key),
		String(calls),
		String(usage.inputTokens),
		String(usage.cacheReadTokens),
		String(usage.outputTokens),
		signedMoney(savings.cache + savings.batch),
		formatMoney(held),
		formatMoney(spent),
	];
}

async function exportTo({ costs }: NovelProject, file: string | undefined, format: ExportFormat): Promise<void> {
	const source = Readable.from(exportedLedger(costs.ledgerRows(), format));
	if (file === undefined) await pipeline(source, process.stdout, { end: false }).catch(unlessReaderLeft);
	else await pipeline(source, createWriteStream(resolve(file)));
}

/** Such as `head`, which has seen enough. */
function unlessReaderLeft(error: unknown): void {
	if ((error as { code?: string }).code !== 'EPIPE') throw error;
}

function formatOf(file: string | undefined): ExportFormat {
	return file?.toLowerCase().endsWith('.json') === true ? 'json' : 'csv';
}

function isBreakdownKey(text: string): text is BreakdownKey {
	return (breakdownKeys as readonly string[]).includes(text);
}
