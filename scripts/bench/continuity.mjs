import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { copySample } from '../../test/support/editor/copySample.ts';
import { projectRoot } from '../projectRoot.mjs';
import { figure } from './figure.mjs';

/** Tokens a second that a rehearsed reply comes at: somewhat faster than most models write. */
const pace = 250;
const slots = 10;
const ratioBar = 0.25;
const predictionBar = 0.1;

/** The sample novel in the order of the book, in chained and in planned continuity; and what a profile says beforehand. */
export async function continuity() {
	const directory = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		const sequential = await generate(directory, 'sequential', 'chained');
		const chained = await generate(directory, 'dependency-aware', 'chained');
		const planned = await generate(directory, 'dependency-aware', 'planned');
		const predicted = predictedMs(sequential.profile);
		const speedUps = [predicted, planned.wallMs].map((ms) => sequential.wallMs / ms);
		return [
			seconds('sample novel, chained', chained.wallMs, 'one call at a time', sequential.wallMs),
			seconds(
				`sample novel, planned (bar ${ratioBar} of sequential)`,
				planned.wallMs,
				'one call at a time',
				sequential.wallMs,
			),
			figure(
				`speed-up by planning, predicted from the sequential run (bar ±${predictionBar * 100} %)`,
				speedUps[0],
				'times',
				'measured',
				speedUps[1],
			),
		];
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

function seconds(name, ms, peer, peerMs) {
	return figure(name, ms / 1_000, 's', peer, peerMs / 1_000);
}

function predictedMs({ whatIfs }) {
	const planned = whatIfs.find(({ change }) => change.continuity === 'planned');
	if (planned === undefined) throw new Error('The profile does not say what planning would come to.');
	return planned.predictedMs;
}

async function generate(directory, strategy, order) {
	const novel = path.join(directory, `${strategy}-${order}`);
	await copySample(projectRoot, novel);
	const settings = ['--strategy', strategy, '--continuity', order, '--concurrency', String(slots)];
	const { elapsedMs } = await run('generate', novel, [...settings, '--rehearsal-pace', String(pace)]);
	return { wallMs: elapsedMs, profile: await run('profile', novel, []) };
}

async function run(verb, novel, options) {
	const cli = path.join(projectRoot, 'dist', 'cli.js');
	const programArguments = [cli, verb, '--novel', novel, '--json', ...options];
	const { stdout } = await promisify(execFile)(process.execPath, programArguments, { maxBuffer: 100_000_000 });
	return JSON.parse(stdout);
}
