import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';

const textFile = /\.(?:txt|text|md|markdown|mdown|mkd)$/i;

const documents: ReadonlyArray<readonly [ending: RegExp, kind: () => string]> = [
	[/\.(?:docx?|dotx?|docm)$/i, () => l10n.t('a Word document')],
	[/\.odt$/i, () => l10n.t('an OpenDocument text')],
	[/\.epub$/i, () => l10n.t('an EPUB book')],
	[/\.(?:mobi|azw3?|kf8)$/i, () => l10n.t('a Kindle book')],
	[/\.pdf$/i, () => l10n.t('a PDF document')],
	[/\.rtf$/i, () => l10n.t('a Rich Text document')],
	[/\.(?:html?|xhtml)$/i, () => l10n.t('a web page')],
	[/\.pages$/i, () => l10n.t('a Pages document')],
	[/\.scriv(?:x)?$/i, () => l10n.t('a Scrivener project')],
	[/\.(?:tex|latex)$/i, () => l10n.t('a LaTeX source')],
	[/\.fdx$/i, () => l10n.t('a Final Draft script')],
];

/** How such files begin, whatever they are called. */
const beginnings: ReadonlyArray<readonly [beginning: string, kind: () => string]> = [
	['%PDF-', () => l10n.t('a PDF document')],
	['{\\rtf', () => l10n.t('a Rich Text document')],
	['PK\u0003\u0004', () => l10n.t('a Word document, an EPUB book or another archive')],
	['\u00D0\u00CF\u0011\u00E0', () => l10n.t('an old Word document')],
];

export function isTextFile(path: string): boolean {
	return textFile.test(path);
}

/** What kind of document that is no text a file's name says; undefined for any other name. */
export function documentKind(path: string): string | undefined {
	return documents.find(([ending]) => ending.test(path))?.[1]();
}

/** The same by the first bytes of a file. */
export function documentKindOf(bytes: Uint8Array): string | undefined {
	const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, 8));
	return beginnings.find(([beginning]) => start.startsWith(beginning))?.[1]();
}

export function unsupportedFormat(path: string, kind: string | undefined): AppError {
	if (kind === undefined)
		return new AppError(
			'unsupported-format',
			l10n.t('{0} is neither Markdown nor plain text. Choose a file that ends in .md or .txt.', path),
		);
	return new AppError(
		'unsupported-format',
		l10n.t(
			'{0} is {1}. Save the book as plain text or Markdown in the program that opens it, and import that.',
			path,
			kind,
		),
	);
}
