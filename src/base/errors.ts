const marker = Symbol.for('prometheus-novel.AppError');

/**
 * A fault that a person can do something about. `message` is a whole sentence that says what happened
 * and what to do; it never contains a prompt or a key. A bug is a plain `Error` instead.
 */
export class AppError<Code extends string = string> extends Error {
	readonly [marker] = true;
	readonly code: Code;

	constructor(code: Code, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = 'AppError';
		this.code = code;
	}
}

/** Holds across bundles, where `instanceof` does not. */
export function isAppError(error: unknown): error is AppError {
	return typeof error === 'object' && error !== null && (error as { [marker]?: true })[marker] === true;
}

/** True for the reason of an aborted signal: such errors pass through untouched. */
export function isCancellation(error: unknown): boolean {
	return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}

export class CancellationError extends Error {
	constructor(message = 'Cancelled.') {
		super(message);
		this.name = 'AbortError';
	}
}

/** What to tell a person about any error. */
export function sentenceOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
