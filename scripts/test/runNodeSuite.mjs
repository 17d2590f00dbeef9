import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { followEvents } from '../../test/support/editor/eventFile.ts';
import { projectRoot } from '../projectRoot.mjs';
import { outputTurns } from '../../test/support/outputTurns.ts';
import { SuiteReport } from './suiteReport.mjs';
import { addTally, tally } from './tally.mjs';

const eventDirectory = path.join(projectRoot, 'build', 'events');

/**
 * Runs a compiled folder of tests in processes of their own: as many as there are parts, side by side where there are
 * slots for them.
 * @param inSlot is called for each part before this function first waits
 */
export async function runNodeSuite(name, { grep, limitMs, parts = 1, inSlot, write }) {
	const directory = path.join(projectRoot, 'build', 'test', name);
	if (!existsSync(directory)) return tally();
	mkdirSync(eventDirectory, { recursive: true });
	const turns = outputTurns(parts, write);
	const tallies = await Promise.all(
		turns.map(async (turn, number) => {
			const part = { number, of: parts };
			try {
				return await inSlot(() => runPart({ name, directory, grep, limitMs, part }, turn.write));
			} finally {
				turn.end();
			}
		}),
	);
	return tallies.reduce(addTally);
}

async function runPart({ name, directory, grep, limitMs, part }, write) {
	const eventFile = path.join(eventDirectory, `${name}-${part.number}.jsonl`);
	await rm(eventFile, { force: true });
	const stop = new AbortController();
	const child = spawn(process.execPath, ['--enable-source-maps', 'scripts/test/mochaProcess.mjs'], {
		cwd: projectRoot,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			...process.env,
			TEST_SUITE: JSON.stringify({ directory, eventFile, timeoutMs: timeoutsMs[name] ?? 10_000, grep, part }),
		},
	});
	for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', write);
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

const timeoutsMs = { browser: 90_000, contract: 30_000, unit: 30_000 };
