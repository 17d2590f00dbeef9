import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { figure } from './figure.mjs';

/** Sums over a hundred thousand calls, what the status bar asks for, and one call. */
export async function ledger() {
	const { measureLedger } = await import('../../build/jobs/measureLedger.js');
	const folder = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		const measured = await measureLedger(folder);
		return [
			figure('slowest breakdown of 100,000 calls', measured.breakdownMs, 'ms', 'reading the rows', measured.groupedMs),
			figure('what the status bar asks for', measured.statusMs, 'ms', 'one sum over the rows', measured.summedMs),
			figure('hold and settlement, on disk', measured.callMs, 'ms', 'two bare rows, on disk', measured.bareRowsMs),
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
