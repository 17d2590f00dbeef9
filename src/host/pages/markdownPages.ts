import * as vscode from 'vscode';
import type { Closable } from '../../base/lifetime.js';

/** Pages of one kind, at most one a novel, shown as the editor shows Markdown. */
export class MarkdownPages implements Closable {
	readonly #scheme: string;
	readonly #texts = new Map<string, string>();
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	readonly #registration: vscode.Disposable;

	/** @param scheme of their addresses, which no other kind has */
	constructor(scheme: string) {
		this.#scheme = scheme;
		this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
			onDidChange: this.#changed.event,
			provideTextDocumentContent: (uri) => this.#texts.get(uri.query) ?? '',
		});
	}

	/** Brings a novel's page to the front, in place of the one that it had. */
	async show(folder: string, title: string, text: string): Promise<void> {
		const uri = vscode.Uri.from({ scheme: this.#scheme, path: `/${title}.md`, query: folder });
		this.#texts.set(folder, text);
		this.#changed.fire(uri);
		await vscode.commands.executeCommand('markdown.showPreview', uri);
	}

	close(): void {
		this.#registration.dispose();
		this.#changed.dispose();
	}
}
