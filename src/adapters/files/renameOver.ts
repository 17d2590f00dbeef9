import { rename } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from './fileFault.js';

/** Gives a fresh file its name, in place of what has it. @throws the system's error */
export async function renameOver(from: string, to: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await rename(from, to);
		} catch (error) {
			// Virus scanners and indexers on Windows hold a fresh file open for a moment.
			const isHeld = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
			if (!isHeld || attempt === 6) throw error;
			await delay(20 * 2 ** attempt);
		}
	}
}
