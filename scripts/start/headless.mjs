import '../exitOnSignal.mjs';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copySample } from '../../test/support/editor/copySample.ts';
import { build } from '../build/build.mjs';
import { runInEditor } from '../editor/runInEditor.mjs';
import { projectRoot } from '../projectRoot.mjs';
import { describeGeneration } from './describeGeneration.mjs';

const directory = path.join(projectRoot, 'build', 'headless');
const novel = path.join(directory, 'sample');
const jobFile = path.join(directory, 'job.json');
const eventFile = path.join(directory, 'events.jsonl');
const limitMs = 20 * 60_000;

try {
	await build('--tests');
	await prepareNovel(process.argv.includes('--fresh'));
	process.exitCode = (await generate({ chapters: '1-3' })) ? 0 : 1;
} catch (error) {
	process.stderr.write(`Failed: ${error.message}\n`);
	process.exitCode = 1;
}

/** The copy stays, so that a second run finds what the first one made. */
async function prepareNovel(fresh) {
	if (fresh) await rm(novel, { recursive: true, force: true });
	if (existsSync(novel)) return;
	await mkdir(directory, { recursive: true });
	await copySample(projectRoot, novel);
}

/** True when every chapter is there. */
async function generate(argument) {
	const command = 'prometheusNovel.generateNovel';
	const job = { extension: 'prometheus-novel.prometheus-novel', command, argument, eventFile };
	await writeFile(jobFile, JSON.stringify(job));
	let outcome = { lines: [], succeeded: false };
	await runInEditor({
		folder: novel,
		suite: path.join(projectRoot, 'build', 'jobs', 'runCommand.js'),
		eventFile,
		environment: { EDITOR_JOB: jobFile },
		// Four times as fast as a reader would want to watch.
		settings: { 'prometheusNovel.rehearsal.tokensPerSecond': 1_000 },
		logName: 'headless',
		limitMs,
		onEvent: (event) => {
			outcome = describeEvent(event);
			process.stdout.write(outcome.lines.map((line) => `${line}\n`).join(''));
			return event.kind !== 'activated';
		},
	});
	return outcome.succeeded;
}

function describeEvent(event) {
	if (event.kind === 'done') return describeGeneration(event.value);
	if (event.kind === 'failed') return { lines: [`Failed: ${event.reason}`], succeeded: false };
	return {
		lines: [`VS Code is open and generates, by the command of the extension, in ${path.relative(projectRoot, novel)}.`],
		succeeded: false,
	};
}
