import path from 'node:path';
import { runMochaSuite } from '../support/editor/mochaSuite.js';

/** Longer than `until` waits, which tells what it waited for. */
const timeoutMs = 90_000;

/** Runs every compiled host test in the extension host; VS Code awaits it. */
export async function run(): Promise<void> {
	const grep = process.env['TEST_GREP'];
	await runMochaSuite({
		directory: import.meta.dirname,
		eventFile: process.env['TEST_EVENT_FILE'] ?? path.join(import.meta.dirname, 'events.jsonl'),
		timeoutMs,
		...(grep === undefined ? {} : { grep }),
	});
}
