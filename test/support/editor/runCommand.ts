import { appendFileSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** One command to run in a real editor, and where to write what became of it. */
export interface CommandJob {
	readonly extension: string;
	readonly command: string;
	readonly argument?: unknown;
	/** Gets one `CommandJobEvent` a line. */
	readonly eventFile: string;
}

export type CommandJobEvent =
	| { readonly kind: 'activated'; readonly elapsedMs: number }
	| { readonly kind: 'done'; readonly value: unknown }
	| { readonly kind: 'failed'; readonly reason: string; readonly stack?: string | undefined };

/** VS Code awaits this in its extension host. The job's file is named by the environment. */
export async function run(): Promise<void> {
	const job = JSON.parse(readFileSync(process.env['EDITOR_JOB'] ?? '', 'utf8')) as CommandJob;
	const report = (event: CommandJobEvent) => appendFileSync(job.eventFile, `${JSON.stringify(event)}\n`);
	try {
		const started = performance.now();
		const extension = vscode.extensions.getExtension(job.extension);
		if (extension === undefined) throw new Error(`VS Code has not loaded the extension ${job.extension}.`);
		await extension.activate();
		report({ kind: 'activated', elapsedMs: Math.round(performance.now() - started) });
		report({ kind: 'done', value: await vscode.commands.executeCommand(job.command, job.argument) });
	} catch (error) {
		const { message, stack } = error instanceof Error ? error : new Error(String(error));
		report({ kind: 'failed', reason: message, stack });
	}
}
