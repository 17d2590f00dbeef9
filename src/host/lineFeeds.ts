import * as vscode from 'vscode';
import type { TextChange } from './draftAnchor.js';

/** The document's text as if it had line feeds only, whatever its file has. */
export function lineFeedText(document: vscode.TextDocument): string {
	return document.getText().replaceAll('\r\n', '\n');
}

/** A change in offsets of `lineFeedText`. @param document as it is after the change; its line ends are those from before */
export function inLineFeeds(
	document: vscode.TextDocument,
	{ range, rangeOffset, rangeLength, text }: vscode.TextDocumentContentChangeEvent,
): TextChange {
	const isCrlf = document.eol === vscode.EndOfLine.CRLF;
	return {
		start: isCrlf ? rangeOffset - range.start.line : rangeOffset,
		length: isCrlf ? rangeLength - (range.end.line - range.start.line) : rangeLength,
		text: text.replaceAll('\r\n', '\n'),
	};
}

export function lineFeedPosition(text: string, offset: number): { readonly line: number; readonly character: number } {
	let line = 0;
	let lineStart = 0;
	for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
		line++;
		lineStart = at + 1;
	}
	return { line, character: Math.min(offset, text.length) - lineStart };
}
