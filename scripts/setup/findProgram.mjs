import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];

/** The first of these programs that the PATH has, as an absolute path. */
export function findProgram(names) {
	const directories = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
	const files = names.flatMap((name) => endings.map((ending) => `${name}${ending}`));
	return files.flatMap((file) => directories.map((directory) => path.join(directory, file))).find(isExecutable);
}

function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
