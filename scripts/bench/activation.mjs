import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInEditor } from '../editor/runInEditor.mjs';
import { projectRoot } from '../projectRoot.mjs';
import { figure, median } from './figure.mjs';

const runs = 5;
const ours = 'prometheus-novel.prometheus-novel';
const limitMs = 120_000;

/**
 * Loading and activating in the real extension host, beside an extension that does nothing. The first of the empty ones
 * takes what the first ES module of a host takes, and is not counted.
 */
export async function activation() {
	const directory = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		const times = [];
		for (let run = 0; run < runs; run++) times.push(await timesOfOneHost(directory));
		const own = median(times.map((time) => time.get(ours)));
		const empty = median(times.flatMap((time) => [time.get('bench.empty-before'), time.get('bench.empty-after')]));
		return [
			figure('activation in the real host', own, 'ms', 'an extension that does nothing', empty),
			figure('activation spent in our code', Math.max(0, own - empty), 'ms', 'activation in the real host', own),
		];
	} finally {
		await rm(directory, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function timesOfOneHost(directory) {
	const eventFile = path.join(directory, 'events.jsonl');
	const folder = path.join(directory, 'empty-folder');
	await mkdir(folder, { recursive: true });
	const empty = await Promise.all(
		['empty-first', 'empty-before', 'empty-after'].map((name) => emptyExtension(directory, name)),
	);
	const order = ['bench.empty-first', 'bench.empty-before', ours, 'bench.empty-after'];
	const times = new Map();
	await runInEditor({
		folder,
		extensions: [...empty, projectRoot],
		suite: path.join(projectRoot, 'build', 'jobs', 'timeActivation.js'),
		eventFile,
		environment: { BENCH_EVENTS: eventFile, BENCH_EXTENSIONS: order.join(',') },
		settings: {},
		logName: 'bench-activation',
		limitMs,
		onEvent: ({ extension, elapsedMs }) => times.set(extension, elapsedMs).size === order.length,
	});
	return times;
}

async function emptyExtension(directory, name) {
	const folder = path.join(directory, name);
	await mkdir(folder, { recursive: true });
	const manifest = {
		name,
		publisher: 'bench',
		version: '1.0.0',
		type: 'module',
		main: './extension.js',
		engines: { vscode: '^1.104.0' },
		activationEvents: ['onCommand:bench.never'],
	};
	await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
	await writeFile(path.join(folder, 'extension.js'), "import 'vscode';\nexport function activate() {}\n");
	return folder;
}
