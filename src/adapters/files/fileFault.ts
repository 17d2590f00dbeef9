import { AppError } from '../../base/errors.js';

export type FileFaultCode = 'unreadable' | 'unwritable';

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'you have no permission for it. Change its permissions, or open the novel from a folder of your own.',
	EPERM: 'the system does not allow it. Close other programs that use the file, or change its permissions.',
	EBUSY: 'another program is using it. Close that program and try again.',
	EROFS: 'the disk can only be read. Copy the novel to a disk that can be written to.',
	ENOSPC: 'the disk is full. Free some space and try again.',
	EDQUOT: 'your share of the disk is used up. Free some space and try again.',
	EISDIR: 'there is a folder of that name. Rename the folder.',
	ENOTDIR: 'a part of its path is a file and not a folder. Rename that file.',
	EEXIST: 'a file of that name is in the way. Rename it.',
	ENAMETOOLONG: 'its path is too long for this system. Move the novel to a shorter path.',
	ELOOP: 'its symbolic links lead in a circle. Remove the link.',
	EMFILE: 'too many files are open. Close other programs and try again.',
	EIO: 'the disk reports an error. Copy the novel to another disk.',
};

/** A system error as an `AppError` whose sentence says what to do; any other error as it is. */
export function fileFault(error: unknown, code: FileFaultCode, path: string): unknown {
	const system = systemCode(error);
	if (system === undefined) return error;
	const reason = reasons[system] ?? `the system reports ${system}. Check the file and its folder.`;
	return new AppError(code, `${path} cannot be ${code === 'unreadable' ? 'read' : 'written'}: ${reason}`, {
		cause: error,
	});
}

/** `ENOENT` and the like; undefined for an error that does not come from the system. */
export function systemCode(error: unknown): string | undefined {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}
