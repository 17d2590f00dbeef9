import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { figure } from './figure.mjs';

/** Recall, import, opening and single writes over a hundred thousand passages. */
export async function memory() {
	const { measureMemory } = await import('../../build/jobs/measureMemory.js');
	const folder = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		const measured = await measureMemory(folder);
		return [
			figure('recall by 4 words, p95', measured.short.ours, 'ms', 'minisearch', measured.short.minisearch),
			figure('recall by 40 words, p95', measured.long.ours, 'ms', 'minisearch', measured.long.minisearch),
			figure(
				'opening, tiers at hand loaded',
				measured.openingMs,
				'ms',
				'reading the file at 1 GB/s',
				measured.firstReadMs,
			),
			figure('one durable add', measured.addMs, 'ms', 'a bare row, on disk as well', measured.bareAddMs),
			figure(
				'bulk import',
				measured.importedASecond,
				'/s',
				'bare rows in one transaction',
				measured.bareInsertsASecond,
			),
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
