import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';

/** @param why goes on after "cannot be used:", without a full stop */
export function badBackup(
	file: string,
	why: string,
	{ advice = l10n.t('Choose another backup.'), cause }: { advice?: string; cause?: unknown } = {},
): AppError<'bad-backup'> {
	const message = l10n.t('The backup {0} cannot be used: {1}. Nothing was changed. {2}', basename(file), why, advice);
	return new AppError('bad-backup', message, { cause });
}

export function newerBackup(file: string): AppError<'bad-backup'> {
	return badBackup(file, l10n.t('it was made by a newer version of Prometheus Novel'), {
		advice: l10n.t('Update Prometheus Novel, or choose another backup.'),
	});
}
