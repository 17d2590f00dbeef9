import * as vscode from 'vscode';

/**
 * A sentence that shows as it is. Titles and queries come from outside, and chat makes links of bare addresses as well:
 * with every sign escaped there is nothing left to be read as markup.
 */
export function plainMarkdown(sentence: string): vscode.MarkdownString {
	const line = sentence.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
	return new vscode.MarkdownString(line.replace(/[!-/:-@[-`{-~]/g, '\\$&'));
}

/** For what may be long. */
export function shortened(text: string, most = 80): string {
	const characters = Array.from(text.trim());
	return characters.length <= most ? text.trim() : `${characters.slice(0, most).join('')}…`;
}
