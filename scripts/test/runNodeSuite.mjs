import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { followEvents } from '../../test/support/editor/eventFile.ts';
import { projectRoot } from '../projectRoot.mjs';
import { SuiteReport } from './suiteReport.mjs';
import { addTally, tally } from './tally.mjs';

const eventDirectory = path.join(projectRoot, 'build', 'events');

/**
 * Runs a compiled folder of tests in processes of their own: as many as there are parts, side by side. The first one is
 * shown as it goes, the others when it has ended.
 */
export async function runNodeSuite(name, { grep, limitMs, parts = 1 }) {
	const directory = path.join(projectRoot, 'build', 'test', name);
	if (!existsSync(directory)) return tally();
	await mkdir(eventDirectory, { recursive: true });
	const held = Array.from({ length: parts }, () => []);
	const running = held.map((texts, number) =>
		runPart({ name, directory, grep, limitMs, part: { number, of: parts } }, (text) =>
			number === 0 ? process.stdout.write(text) : texts.push(text),
		),
	);
	let total = tally();
	for (const [number, part] of running.entries()) {
		total = addTally(total, await part);
		process.stdout.write(held[number].join(''));
	}
	return total;
}

async function runPart({ name, directory, grep, limitMs, part }, write) {
	const eventFile = path.join(eventDirectory, `${name}-${part.number}.jsonl`);
	await rm(eventFile, { force: true });
	const stop = new AbortController();
	const child = spawn(process.execPath, ['--enable-source-maps', 'scripts/test/mochaProcess.mjs'], {
		cwd: projectRoot,
		stdio: 'inherit',
		env: {
			...process.env,
			TEST_SUITE: JSON.stringify({ directory, eventFile, timeoutMs: timeoutsMs[name] ?? 10_000, grep, part }),
		},
	});
	const limit = setTimeout(() => child.kill('SIGTERM'), limitMs);
	const closed = once(child, 'close');
	// The last events may have been written after the last look at the file.
	void closed.then(() => setTimeout(() => stop.abort(), 500));

	const report = new SuiteReport(write);
	try {
		for await (const event of followEvents(eventFile, stop.signal)) if (report.add(event)) break;
	} catch (error) {
		if (!stop.signal.aborted) throw error;
	}
	await closed;
	clearTimeout(limit);
	return report.finish();
}

const timeoutsMs = { browser: 90_000, contract: 30_000 };
