import { randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';

export interface WebviewPageParts {
	readonly title: string;
	/** BCP 47 tag of the words. */
	readonly language: string;
	readonly script: vscode.Uri;
	readonly style: vscode.Uri;
	/** What the page says to people. */
	readonly words: Readonly<Record<string, string>>;
}

/** A page that may run its own script and style, and load nothing else from anywhere. */
export function webviewPage(
	webview: Pick<vscode.Webview, 'asWebviewUri'>,
	{ title, language, script, style, words }: WebviewPageParts,
): string {
	const nonce = randomBytes(16).toString('hex');
	const policy = [
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src 'nonce-${nonce}'`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');
	const address = (uri: vscode.Uri): string => escapeHtml(webview.asWebviewUri(uri).toString());
	return [
		'<!DOCTYPE html>',
		`<html lang="${escapeHtml(language)}">`,
		'<head>',
		'<meta charset="utf-8">',
		`<meta http-equiv="Content-Security-Policy" content="${policy}">`,
		`<title>${escapeHtml(title)}</title>`,
		`<link rel="stylesheet" nonce="${nonce}" href="${address(style)}">`,
		'</head>',
		`<body data-words="${escapeHtml(JSON.stringify(words))}">`,
		`<script nonce="${nonce}" src="${address(script)}"></script>`,
		'</body>',
		'</html>',
	].join('\n');
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escapeHtml(text: string): string {
	return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
