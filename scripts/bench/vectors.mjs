import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { compileAssemblyScript } from '../build/compileAssemblyScript.mjs';
import { projectRoot } from '../projectRoot.mjs';
import { figure, median } from './figure.mjs';

const job = path.join(projectRoot, 'build', 'jobs', 'scanVectors.js');
const sumKernel = path.join(projectRoot, 'build', 'vectors', 'sumBytes.wasm');

/** An exact search of 100,000 vectors, beside what memory bandwidth allows and beside plain JavaScript, turn about. */
export async function vectors() {
	const directory = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		await compileAssemblyScript('scripts/bench/sumBytes.as', sumKernel);
		const times = await timesInWorker({
			dist: pathToFileURL(`${path.join(projectRoot, 'dist')}${path.sep}`).href,
			database: path.join(directory, 'novel.db'),
			sumKernel: await readFile(sumKernel),
			rows: 100_000,
			dimensions: 768,
			rounds: 41,
		});
		const of = (name) => median(times[name]);
		return [
			figure('scan of 100,000 × 768 vectors', of('scan'), 'ms', 'summing the same bytes', of('sum')),
			figure('search of them, as its caller waits', of('search'), 'ms', 'plain JavaScript scan', of('naive')),
		];
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

async function timesInWorker(workerData) {
	const worker = new Worker(job, { workerData });
	const [times] = await once(worker, 'message');
	await worker.terminate();
	return times;
}
