import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { copySample } from '../../test/support/editor/copySample.ts';
import { projectRoot } from '../projectRoot.mjs';
import { figure } from './figure.mjs';

/** By its own records that one took 36 to 69 tokens a finished word. */
const earlierTokensPerWord = 36;

/** What the whole sample novel takes, rehearsed: the prompts are those that a paid model would get. */
export async function rehearsedBook() {
	const directory = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		await copySample(projectRoot, directory);
		const report = await generate(directory);
		const words = report.chapters.reduce((sum, chapter) => sum + chapter.words, 0);
		const prompts = promptTokens(path.join(directory, '.prometheus', 'novel.db'));
		return [
			figure(
				'tokens bought per finished word',
				(report.tokens.input + report.tokens.output) / words,
				'tokens',
				'an earlier system of this kind, at its best',
				earlierTokensPerWord,
			),
			figure('prompt tokens of chapter 12', prompts.get(12), 'tokens', 'prompt tokens of chapter 3', prompts.get(3)),
		];
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

async function generate(novel) {
	const cli = path.join(projectRoot, 'dist', 'cli.js');
	const { stdout } = await promisify(execFile)(process.execPath, [cli, 'generate', '--novel', novel, '--json']);
	return JSON.parse(stdout);
}

function promptTokens(file) {
	const database = new DatabaseSync(file, { readOnly: true });
	const rows = database.prepare('SELECT chapter, sum(input_tokens) AS tokens FROM call GROUP BY chapter').all();
	database.close();
	return new Map(rows.map(({ chapter, tokens }) => [chapter, tokens]));
}
