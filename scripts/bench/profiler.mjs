import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../projectRoot.mjs';
import { figure } from './figure.mjs';

/** What it costs to take down where the time of a run goes. */
export async function profiler() {
	const { measureProfiler } = await import('../../build/jobs/measureProfiler.js');
	const folder = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		const dist = pathToFileURL(path.join(projectRoot, 'dist') + path.sep);
		const measured = await measureProfiler(projectRoot, dist, folder);
		const { spans, spanMs, wallMs } = measured;
		return [
			figure('one operation, from start to disk', spanMs * 1_000, 'µs', 'a bare row', measured.bareRowMs * 1_000),
			figure(`the ${spans} operations of a rehearsed novel`, spans * spanMs, 'ms', '1 % of the run', wallMs / 100),
			figure(
				'processor time of a rehearsed novel, profiled',
				measured.profiledCpuMs,
				'ms',
				'the same without',
				measured.plainCpuMs,
			),
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
