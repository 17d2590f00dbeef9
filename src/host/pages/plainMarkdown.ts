import * as vscode from 'vscode';

/** A sentence that shows as it is. */
export function plainMarkdown(sentence: string): vscode.MarkdownString {
	return new vscode.MarkdownString(escapedLine(sentence));
}

/**
 * Markdown that shows a text as it is, in one line. Titles and queries come from outside, and bare addresses become
 * links as well: with every sign escaped there is nothing left to be read as markup.
 */
export function escapedLine(text: string): string {
	const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
	return line.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** For what may be long. */
export function shortened(text: string, most = 80): string {
	const characters = Array.from(text.trim());
	return characters.length <= most ? text.trim() : `${characters.slice(0, most).join('')}…`;
}
