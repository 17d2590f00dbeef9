import * as vscode from 'vscode';
import { CancellationError } from '../base/errors.js';

/** Shows a cancellable notification for as long as `work` takes. */
export async function withCancellableProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	return await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
		async (_, token) => {
			const abort = new AbortController();
			token.onCancellationRequested(() => abort.abort(new CancellationError()));
			return await work(abort.signal);
		},
	);
}
