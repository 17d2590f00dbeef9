import * as vscode from 'vscode';
import type { PrometheusNovelApi, PrometheusNovelExports } from './api.js';
import { registerTools } from './host/chat/registerTools.js';
import { commandIds } from './host/commandIds.js';
import type { Host } from './host/host.js';

let host: Promise<Host> | undefined;

/** Registers what must be there at once; everything else is loaded when it is first needed. */
export function activate(context: vscode.ExtensionContext): PrometheusNovelExports {
	const started = (): Promise<Host> => (host ??= start(context));
	for (const id of commandIds) {
		context.subscriptions.push(
			vscode.commands.registerCommand(`prometheusNovel.${id}`, async (argument: unknown) =>
				(await started()).run(id, argument),
			),
		);
	}
	context.subscriptions.push(registerTools(async () => (await started()).tools));
	// After activation, so that opening the database delays no other extension.
	setImmediate(() => void started().catch(() => undefined));
	return { getApi: (version: number) => apiOf(version, started) };
}

/** What failed to start may start the next time it is asked for. */
async function start(context: vscode.ExtensionContext): Promise<Host> {
	try {
		const { startHost } = await import('./host/host.js');
		return await startHost(context);
	} catch (error) {
		host = undefined;
		throw error;
	}
}

export async function deactivate(): Promise<void> {
	await (await host)?.close();
	host = undefined;
}

function apiOf(version: number, started: () => Promise<Host>): PrometheusNovelApi {
	if (version !== 1) throw new Error(`Prometheus Novel has no API version ${version}. Ask for version 1.`);
	let loaded: Host | undefined;
	started().then(
		(one) => (loaded = one),
		() => undefined,
	);
	return {
		version: 1,
		get novels() {
			return loaded?.openNovels() ?? [];
		},
		openNovel: async (folder) => (await started()).openNovel(folder),
	};
}
