import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Milliseconds by which timers of the extension host were late. */
export interface LoopDelay {
	readonly phase: 'idle' | 'run';
	readonly seconds: number;
	readonly p50: number;
	readonly p99: number;
	readonly max: number;
}

const resolutionMs = 1;
const idleMs = 20_000;

/** VS Code awaits this in its extension host, with the sample novel open. The environment names the file for the figures. */
export async function run(): Promise<void> {
	const eventFile = process.env['BENCH_EVENTS'] ?? '';
	const report = (delay: LoopDelay): void => appendFileSync(eventFile, `${JSON.stringify(delay)}\n`);
	await vscode.extensions.getExtension('prometheus-novel.prometheus-novel')?.activate();
	// A window that opens is full of work that is not ours, and so is the first Markdown file in it.
	const [file] = await vscode.workspace.findFiles('bible/premise.md');
	if (file !== undefined) await vscode.window.showTextDocument(file);
	await pause(10_000);
	report(await delayDuring('idle', () => pause(idleMs)));
	report(await delayDuring('run', () => vscode.commands.executeCommand('prometheusNovel.generateNovel', {})));
}

async function delayDuring(phase: LoopDelay['phase'], work: () => Thenable<unknown>): Promise<LoopDelay> {
	const delays = monitorEventLoopDelay({ resolution: resolutionMs });
	const started = performance.now();
	delays.enable();
	await work();
	delays.disable();
	// What is measured is the time between two ticks of the timer.
	const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);
	return {
		phase,
		seconds: (performance.now() - started) / 1_000,
		p50: late(delays.percentile(50)),
		p99: late(delays.percentile(99)),
		max: late(delays.max),
	};
}
