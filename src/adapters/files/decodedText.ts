import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';

export interface DecodedText {
	readonly text: string;
	/** `windows-1252` is a guess, which holds Latin-1 too; the others are sure. */
	readonly encoding: 'utf-8' | 'utf-16' | 'windows-1252';
}

/** In Western European text far fewer of the letters have accents; in Cyrillic or Greek all look so. */
const mostAccents = 0.4;

/**
 * Text of a file as older programs may have written it. What cannot be read without guessing at letters is refused.
 * @throws AppError `not-text`
 */
export function decodedText(bytes: Uint8Array, path: string): DecodedText {
	const utf16 = markedUtf16(bytes);
	if (utf16 !== undefined) return { text: utf16, encoding: 'utf-16' };
	if (isBinary(bytes)) throw notText(path, l10n.t('it does not hold text'));
	try {
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
	} catch {
		return { text: westernText(bytes, path), encoding: 'windows-1252' };
	}
}

function markedUtf16(bytes: Uint8Array): string | undefined {
	const [first, second] = bytes;
	if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	return first === 0xfe && second === 0xff ? new TextDecoder('utf-16be').decode(bytes) : undefined;
}

function isBinary(bytes: Uint8Array): boolean {
	let control = 0;
	for (const byte of bytes) {
		if (byte === 0) return true;
		if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a && byte !== 0x1b) control++;
	}
	return control > bytes.length / 100;
}

/** Bytes that stand for nothing in Windows-1252, and are letters in the encodings of other languages. */
const unassigned: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

function westernText(bytes: Uint8Array, path: string): string {
	const damaged = new TextDecoder('utf-8').decode(bytes);
	const losses = damaged.match(/\uFFFD/g)?.length ?? 0;
	const others = damaged.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
	if (others > losses) throw notText(path, l10n.t('it is UTF-8 text with damaged places'));
	const accents = bytes.filter((byte) => byte >= 0xc0).length;
	const letters = bytes.filter((byte) => byte > 0x40).length;
	if (accents > letters * mostAccents || bytes.some((byte) => unassigned.has(byte)))
		throw notText(path, l10n.t('the encoding of its letters is not known'));
	return new TextDecoder('windows-1252').decode(bytes);
}

function notText(path: string, why: string): AppError {
	return new AppError(
		'not-text',
		l10n.t(
			'{0} cannot be imported: {1}. Open it in the program that wrote it, and save it as plain text in UTF-8.',
			path,
			why,
		),
	);
}
