import * as l10n from '@vscode/l10n';
import { AppError, sentenceOf } from '../../base/errors.js';

const damageCodes = new Set([11 /* SQLITE_CORRUPT */, 26 /* SQLITE_NOTADB */]);
const busyCodes = new Set([5 /* SQLITE_BUSY */, 6 /* SQLITE_LOCKED */]);
const unwritableCodes = new Set([
	8 /* SQLITE_READONLY */, 10 /* SQLITE_IOERR */, 13 /* SQLITE_FULL */, 14 /* SQLITE_CANTOPEN */,
]);

/** Whether it is the database itself that is at fault. */
export function isSqliteDamage(error: unknown): error is Error {
	return damageCodes.has(primaryCode(error));
}

/** What kept a database from being copied, as an AppError that says what to do; any other error as it is. */
export function copyFault(error: unknown, path: string): unknown {
	const code = primaryCode(error);
	if (damageCodes.has(code)) return damagedDatabase(path, sentenceOf(error), error);
	if (busyCodes.has(code)) {
		return new AppError(
			'busy-database',
			l10n.t('{0} could not be copied, since another program holds it. Try again.', path),
			{
				cause: error,
			},
		);
	}
	if (!unwritableCodes.has(code)) return error;
	const sentence = l10n.t(
		'{0} could not be copied ({1}). Free some space, and see that the novel’s folder can be read and written to; then try again.',
		path,
		sentenceOf(error),
	);
	return new AppError('unwritable', sentence, { cause: error });
}

export function damagedDatabase(path: string, problem: string, cause?: unknown): AppError<'damaged-database'> {
	return new AppError(
		'damaged-database',
		l10n.t(
			'{0} is damaged ({1}), so no backup was made. Open the novel again: its newest sound backup is then restored.',
			path,
			problem,
		),
		{ cause },
	);
}

/** SQLite's extended codes carry the primary one in their low byte. */
function primaryCode(error: unknown): number {
	return ((error as { errcode?: number } | undefined)?.errcode ?? 0) & 0xff;
}
