import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { webviewPage } from '../../../../src/host/webview/webviewPage.js';

const uri = (path: string): vscode.Uri => ({ toString: () => `https://page.test/${path}` }) as vscode.Uri;
const webview = { asWebviewUri: (of: vscode.Uri) => of };

function page(words: Readonly<Record<string, string>> = {}): string {
	return webviewPage(webview, {
		title: 'A <title>',
		language: 'en',
		script: uri('a.js'),
		style: uri('a"b.css'),
		words,
	});
}

describe('The page of a webview', () => {
	it('may run its own script and style, and fetch nothing from anywhere', () => {
		const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page()) ?? [];
		const [, nonce = ''] = /script-src 'nonce-([0-9a-f]{32})'/.exec(policy) ?? [];
		assert.equal(
			policy,
			`default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`,
		);
		assert.ok(page().includes('<script nonce="'));
	});

	it('has another nonce each time', () => {
		assert.notEqual(page(), page());
	});

	it('carries words as text, whatever they are', () => {
		const html = page({ search: `"><script>alert('&amp;')</script>` });
		assert.equal(html.match(/<script/g)?.length, 1);
		assert.ok(html.includes('\\&quot;&gt;&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;'));
		assert.ok(html.includes('<title>A &lt;title&gt;</title>') && html.includes('a&quot;b.css'));
	});
});
