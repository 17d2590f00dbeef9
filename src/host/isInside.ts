import { isAbsolute, relative } from 'node:path';

/** Whether a path is the folder or below it; `/books/one` is not inside `/books/on`. */
export function isInside(folder: string, path: string): boolean {
	const rest = relative(folder, path);
	return !isAbsolute(rest) && rest !== '..' && !/^\.\.[\\/]/.test(rest);
}
