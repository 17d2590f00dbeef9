import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';

export type FileFaultCode = 'unreadable' | 'unwritable';

function reasons(): Readonly<Record<string, string>> {
	return {
		EACCES: l10n.t(
			'you have no permission for it. Change its permissions, or open the novel from a folder of your own.',
		),
		EPERM: l10n.t('the system does not allow it. Close other programs that use the file, or change its permissions.'),
		EBUSY: l10n.t('another program is using it. Close that program and try again.'),
		EROFS: l10n.t('the disk can only be read. Copy the novel to a disk that can be written to.'),
		ENOSPC: l10n.t('the disk is full. Free some space and try again.'),
		EDQUOT: l10n.t('your share of the disk is used up. Free some space and try again.'),
		EISDIR: l10n.t('there is a folder of that name. Rename the folder.'),
		ENOTDIR: l10n.t('a part of its path is a file and not a folder. Rename that file.'),
		EEXIST: l10n.t('a file of that name is in the way. Rename it.'),
		ENAMETOOLONG: l10n.t('its path is too long for this system. Move the novel to a shorter path.'),
		ELOOP: l10n.t('its symbolic links lead in a circle. Remove the link.'),
		EMFILE: l10n.t('too many files are open. Close other programs and try again.'),
		EIO: l10n.t('the disk reports an error. Copy the novel to another disk.'),
	};
}

/** A system error as an `AppError` whose sentence says what to do; any other error as it is. */
export function fileFault(error: unknown, code: FileFaultCode, path: string): unknown {
	const system = systemCode(error);
	if (system === undefined) return error;
	const reason = reasons()[system] ?? l10n.t('the system reports {0}. Check the file and its folder.', system);
	const sentence =
		code === 'unreadable'
			? l10n.t('{0} cannot be read: {1}', path, reason)
			: l10n.t('{0} cannot be written: {1}', path, reason);
	return new AppError(code, sentence, { cause: error });
}

/** `ENOENT` and the like; undefined for an error that does not come from the system. */
export function systemCode(error: unknown): string | undefined {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}
