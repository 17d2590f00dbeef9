import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { figure } from './figure.mjs';

const chapters = 200;

/** What became stale in a book of two hundred chapters, from opening no file to having an answer. */
export async function staleness() {
	const { measureStaleness } = await import('../../build/jobs/measureStaleness.js');
	const folder = await mkdtemp(path.join(tmpdir(), 'prometheus-bench-'));
	try {
		const measured = await measureStaleness(folder, chapters);
		const files = [`reading ${chapters} chapters`, measured.standMs];
		return [
			figure(`staleness of ${chapters} chapters, nothing changed`, measured.freshMs, 'ms', ...files),
			figure(`a character changed, ${measured.stale} stale`, measured.bibleMs, 'ms', ...files),
			figure('a note more, every memory fitted anew', measured.refitMs, 'ms', ...files),
			figure('event loop held up meanwhile, at most', measured.blockedMs, 'ms', 'bar', 20),
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
