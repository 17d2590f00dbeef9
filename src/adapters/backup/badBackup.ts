import { basename } from 'node:path';
import { AppError } from '../../base/errors.js';

/** @param why goes on after "cannot be used:", without a full stop */
export function badBackup(
	file: string,
	why: string,
	{ advice = 'Choose another backup.', cause }: { advice?: string; cause?: unknown } = {},
): AppError<'bad-backup'> {
	const message = `The backup ${basename(file)} cannot be used: ${why}. Nothing was changed. ${advice}`;
	return new AppError('bad-backup', message, { cause });
}

const update = 'Update Prometheus Novel, or choose another backup.';

export function newerBackup(file: string): AppError<'bad-backup'> {
	return badBackup(file, 'it was made by a newer version of Prometheus Novel', { advice: update });
}
