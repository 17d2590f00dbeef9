import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { figure } from './figure.mjs';
import { table } from './table.mjs';

const usedBar = 0.9;

/** 600 calls to a provider that takes 60 requests and 90,000 tokens a window, counted in several ways; nobody is told which. */
export async function rates() {
	const { measureRates, rateCases } = await import('../../build/jobs/measureRates.js');
	const folder = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		const rows = await measureRates(folder, rateCases, 600);
		const heads = ['server', 'calls', 'failed', '429 in the first window', '429 later', 'allowance used'];
		const lines = rows.map((row) => [
			...[row.server, row.calls, row.failed, row.refusedAtFirst, row.refusedLater],
			`${(100 * row.used).toFixed(1)} %`,
		]);
		process.stderr.write(`${table(heads, lines)}\n`);
		return rows.flatMap((row) => [
			figure(`allowance used, ${row.server}`, row.used, '', 'bar', usedBar),
			{
				...figure(`429 after the first window, ${row.server}`, row.refusedLater, '', 'bar', 1),
				peerValue: 0,
				ratio: '–',
			},
		]);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
