import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { fileFault, systemCode } from './fileFault.js';

/**
 * The text of a file exactly as it stands there, a byte order mark included; undefined when there is none.
 * @throws AppError `unreadable`, also when it is not UTF-8
 */
export async function readIfExists(path: string): Promise<string | undefined> {
	try {
		return decoded(await readFile(path), path);
	} catch (error) {
		if (systemCode(error) === 'ENOENT') return undefined;
		throw fileFault(error, 'unreadable', path);
	}
}

function decoded(bytes: Uint8Array, path: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch (cause) {
		const sentence = l10n.t(
			'{0} cannot be read: it is not UTF-8 text. Open it, choose "Reopen with Encoding" in the status bar, and then "Save with Encoding": UTF-8.',
			path,
		);
		throw new AppError('unreadable', sentence, { cause });
	}
}
