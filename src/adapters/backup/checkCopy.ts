import * as l10n from '@vscode/l10n';
import { sentenceOf } from '../../base/errors.js';
import { schemaVersion } from '../sqlite/migrations.js';
import { badBackup, newerBackup } from './badBackup.js';
import { databaseProblem } from './databaseProblem.js';
import { queryOnly } from './queryOnly.js';
import { userVersion } from './snapshot.js';

/**
 * Holds an extracted database to be sound and of the schema that its manifest says. Blocks its thread.
 * @param file the backup that it came from
 * @throws AppError `bad-backup`
 */
export function checkCopy(file: string, copy: string, stated: number): void {
	const { version, problem } = inspect(file, copy);
	if (version > schemaVersion) throw newerBackup(file);
	if (version !== stated) throw badBackup(file, l10n.t('its database is of another schema than its manifest says'));
	if (problem !== undefined) throw damaged(file, problem);
}

function inspect(file: string, copy: string): { readonly version: number; readonly problem: string | undefined } {
	try {
		return queryOnly(copy, (database) => ({ version: userVersion(database), problem: databaseProblem(database) }));
	} catch (error) {
		// Whatever SQLite cannot do with it, it is the copy's fault.
		throw damaged(file, sentenceOf(error), error);
	}
}

function damaged(file: string, problem: string, cause?: unknown): Error {
	return badBackup(file, l10n.t('its database is damaged ({0})', problem), { cause });
}
