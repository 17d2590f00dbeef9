import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../projectRoot.mjs';
import { figure } from './figure.mjs';

/** A megabyte of prose in tokens: how long its caller waits, and how long the editor does. */
export async function tokens() {
	const { measureTokens } = await import('../../build/jobs/measureTokens.js');
	const measured = await measureTokens(pathToFileURL(path.join(projectRoot, 'dist') + path.sep));
	if (measured.tokens !== measured.peerTokens)
		throw new Error(`Counted ${measured.tokens} tokens, gpt-tokenizer ${measured.peerTokens}.`);
	return [
		figure('tokens of 1 MB, first count', measured.coldMs, 'ms', 'gpt-tokenizer', measured.peerColdMs),
		figure('tokens of 1 MB, new text', measured.freshMs, 'ms', 'gpt-tokenizer', measured.peerFreshMs),
		figure('tokens of 1 MB, a paragraph added', measured.againMs, 'ms', 'gpt-tokenizer, anew', measured.peerFreshMs),
		figure('event loop held up meanwhile', measured.blockedMs, 'ms', 'gpt-tokenizer', measured.peerBlockedMs),
	];
}
