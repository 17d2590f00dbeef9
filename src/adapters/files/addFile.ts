import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileFault, systemCode } from './fileFault.js';
import { writeDurably } from './writeAtomically.js';

/** Creates a file with its folders; false when there is one already, which stays. @throws AppError `unwritable` */
export async function addFile(path: string, text: string): Promise<boolean> {
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeDurably(path, text);
		return true;
	} catch (error) {
		if (systemCode(error) === 'EEXIST') return false;
		throw fileFault(error, 'unwritable', path);
	}
}
