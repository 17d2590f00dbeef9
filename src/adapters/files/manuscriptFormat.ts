import { AppError } from '../../base/errors.js';

const textFile = /\.(?:txt|text|md|markdown|mdown|mkd)$/i;

const documents: ReadonlyArray<readonly [ending: RegExp, kind: string]> = [
	[/\.(?:docx?|dotx?|docm)$/i, 'a Word document'],
	[/\.odt$/i, 'an OpenDocument text'],
	[/\.epub$/i, 'an EPUB book'],
	[/\.(?:mobi|azw3?|kf8)$/i, 'a Kindle book'],
	[/\.pdf$/i, 'a PDF document'],
	[/\.rtf$/i, 'a Rich Text document'],
	[/\.(?:html?|xhtml)$/i, 'a web page'],
	[/\.pages$/i, 'a Pages document'],
	[/\.scriv(?:x)?$/i, 'a Scrivener project'],
	[/\.(?:tex|latex)$/i, 'a LaTeX source'],
	[/\.fdx$/i, 'a Final Draft script'],
];

/** How such files begin, whatever they are called. */
const beginnings: ReadonlyArray<readonly [beginning: string, kind: string]> = [
	['%PDF-', 'a PDF document'],
	['{\\rtf', 'a Rich Text document'],
	['PK\u0003\u0004', 'a Word document, an EPUB book or another archive'],
	['\u00D0\u00CF\u0011\u00E0', 'an old Word document'],
];

export function isTextFile(path: string): boolean {
	return textFile.test(path);
}

/** What kind of document that is no text a file's name says; undefined for any other name. */
export function documentKind(path: string): string | undefined {
	return documents.find(([ending]) => ending.test(path))?.[1];
}

/** The same by the first bytes of a file. */
export function documentKindOf(bytes: Uint8Array): string | undefined {
	const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, 8));
	return beginnings.find(([beginning]) => start.startsWith(beginning))?.[1];
}

export function unsupportedFormat(path: string, kind: string | undefined): AppError {
	if (kind === undefined)
		return new AppError(
			'unsupported-format',
			`${path} is neither Markdown nor plain text. Choose a file that ends in .md or .txt.`,
		);
	const advice = 'Save the book as plain text or Markdown in the program that opens it, and import that.';
	return new AppError('unsupported-format', `${path} is ${kind}. ${advice}`);
}
