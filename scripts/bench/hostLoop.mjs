import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copySample } from '../../test/support/editor/copySample.ts';
import { runInEditor } from '../editor/runInEditor.mjs';
import { projectRoot } from '../projectRoot.mjs';
import { figure } from './figure.mjs';

const limitMs = 400_000;
/** As in the editor, unless it is set otherwise. */
const tokensPerSecond = 250;
const bars = { p99: 20, max: 100 };

/** How late timers of the extension host are while the twelve chapters of the sample are rehearsed, beside the host at rest. */
export async function hostLoop() {
	const directory = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		const figures = [];
		for (const continuity of ['chained', 'planned']) {
			const folder = path.join(directory, continuity);
			await copySample(projectRoot, folder);
			const delays = await delaysIn(folder, continuity, path.join(directory, 'events.jsonl'));
			figures.push(...['p99', 'max'].map((part) => delayFigure(part, continuity, delays)));
		}
		return figures;
	} finally {
		await rm(directory, { recursive: true, force: true, maxRetries: 5 });
	}
}

function delayFigure(part, continuity, delays) {
	const name = `event loop of the extension host, ${continuity} run, ${part} (at most ${bars[part]} ms)`;
	return figure(name, delays.get('run')[part], 'ms', 'the same host at rest', delays.get('idle')[part]);
}

async function delaysIn(folder, continuity, eventFile) {
	const delays = new Map();
	await runInEditor({
		folder,
		suite: path.join(projectRoot, 'build', 'jobs', 'measureHostLoop.js'),
		eventFile,
		environment: { BENCH_EVENTS: eventFile },
		settings: {
			'prometheusNovel.rehearsal.tokensPerSecond': tokensPerSecond,
			'prometheusNovel.execution.continuity': continuity,
		},
		logName: `bench-loop-${continuity}`,
		limitMs,
		onEvent: (delay) => delays.set(delay.phase, delay).size === 2,
	});
	return delays;
}
