import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../projectRoot.mjs';
import { figure } from './figure.mjs';

/** A megabyte of context made to fit into a prompt, and what of two novels is still there in a tenth of them. */
export async function context() {
	const { existsSync } = await import('node:fs');
	if (!existsSync('../shared/manuscripts')) {
		process.stderr.write('The minifier is not measured: there is no ../shared/manuscripts.\n');
		return [];
	}
	return [...(await speed()), ...(await survival())];
}

async function speed() {
	const { measureContext } = await import('../../build/jobs/measureContext.js');
	const measured = await measureContext(pathToFileURL(path.join(projectRoot, 'dist') + path.sep));
	const bar = (name, value, most, unit = 'ms') => figure(name, value, unit, 'bar', most);
	return [
		bar('1 MB to 8,000 tokens, cold', measured.coldMs, 400),
		bar('1 MB to 8,000 tokens, warm', measured.warmMs, 60),
		figure(
			'1 MB to 8,000 tokens, the slowest of nine',
			measured.longestMs,
			'ms',
			'counting all of it',
			measured.countedMs,
		),
		bar('1 MB in one item to 8,000 tokens', measured.oneItemMs, 60),
		bar('event loop held up meanwhile, at most', measured.blockedMs, 100),
		bar('tokens at most', measured.mostTokens, 8_000, 'tokens'),
	];
}

async function survival() {
	const { measureCompression } = await import('../../build/jobs/measureCompression.js');
	const measured = await measureCompression();
	return measured.flatMap(({ novel, questions, ours, bm25, truncated, missed }) => {
		const share = (hits) => (100 * hits) / questions;
		process.stderr.write(`Of ${questions} answers in ${novel}, a tenth of it lacks: ${missed.join(', ')}\n`);
		const name = `answers that survive 10x, ${novel}`;
		return [
			figure(name, share(ours), '%', 'bar', 90),
			figure(name, share(ours), '%', 'plain BM25', share(bm25)),
			figure(name, share(ours), '%', 'truncation', share(truncated)),
		];
	});
}
