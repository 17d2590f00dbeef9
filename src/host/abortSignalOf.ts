import type * as vscode from 'vscode';
import { CancellationError } from '../base/errors.js';

/** Aborted once the token is cancelled. */
export function abortSignalOf(token: vscode.CancellationToken): AbortSignal {
	const abort = new AbortController();
	const cancel = (): void => abort.abort(new CancellationError());
	if (token.isCancellationRequested) cancel();
	else token.onCancellationRequested(cancel);
	return abort.signal;
}
