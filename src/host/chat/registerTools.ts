import * as vscode from 'vscode';
import type { ChatTools } from './chatTools.js';
import { toolNames } from './toolNames.js';

/** To be called on activation: VS Code, which activates the extension for a tool, looks for it as soon as that is done. */
export function registerTools(loaded: () => Promise<ChatTools>): vscode.Disposable {
	const registrations = toolNames.map((name) =>
		vscode.lm.registerTool<unknown>(`prometheusNovel_${name}`, {
			prepareInvocation: async (options) => await (await loaded())[name].prepareInvocation(options),
			invoke: async (options, token) => await (await loaded())[name].invoke(options, token),
		}),
	);
	return vscode.Disposable.from(...registrations);
}
