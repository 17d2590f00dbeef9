import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Milliseconds that VS Code took to load and activate an extension. */
export interface ActivationTime {
	readonly extension: string;
	readonly elapsedMs: number;
}

/** VS Code awaits this in its extension host. The environment names the extensions, in order, and the file for the times. */
export async function run(): Promise<void> {
	const eventFile = process.env['BENCH_EVENTS'] ?? '';
	for (const extension of (process.env['BENCH_EXTENSIONS'] ?? '').split(',')) {
		await quiet();
		const event: ActivationTime = { extension, elapsedMs: await timeActivation(extension) };
		appendFileSync(eventFile, `${JSON.stringify(event)}\n`);
	}
}

async function timeActivation(extension: string): Promise<number> {
	const found = vscode.extensions.getExtension(extension);
	if (found === undefined) throw new Error(`VS Code has not loaded ${extension}.`);
	if (found.isActive) throw new Error(`${extension} is active before its time.`);
	const started = performance.now();
	await found.activate();
	return performance.now() - started;
}

/** Resolves when half a second went by in which nothing else kept the host busy: a window that opens is full of work. */
async function quiet(): Promise<void> {
	for (let calm = 0; calm < 25;) {
		const started = performance.now();
		await pause(20);
		calm = performance.now() - started < 25 ? calm + 1 : 0;
	}
}
