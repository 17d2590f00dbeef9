import * as vscode from 'vscode';
import { abortSignalOf } from './abortSignalOf.js';

/** Shows a cancellable notification for as long as `work` takes. */
export async function withCancellableProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	return await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
		async (_, token) => await work(abortSignalOf(token)),
	);
}
