import * as vscode from 'vscode';
import type { Closable } from '../base/lifetime.js';
import { AppError } from '../base/errors.js';

/** At most ten edits a second. */
const tickMs = 110;

/**
 * One chapter growing in its document. What the author types meanwhile, before, in or after the streamed text, stays;
 * their caret stays where it is; each scene is one step of undo.
 */
export class DraftStream implements Closable {
	readonly #document: vscode.TextDocument;
	readonly #subscription: vscode.Disposable;
	/** What of the draft stands in the document. */
	#shown: string;
	#wanted: string;
	/** Where the draft ends in the document; moves with the author's edits. */
	#end: number;
	#scene = 0;
	#wantedScene = 0;
	#applying: Promise<void> | undefined;
	#isOwnEdit = false;
	#timer: NodeJS.Timeout | undefined;

	private constructor(document: vscode.TextDocument) {
		this.#document = document;
		this.#shown = document.getText().replaceAll('\r\n', '\n');
		this.#wanted = this.#shown;
		this.#end = document.getText().length;
		this.#subscription = vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change));
	}

	/** Opens the chapter, creating an empty file when there is none. @param reveal whether to bring it to the front */
	static async open(uri: vscode.Uri, reveal: boolean): Promise<DraftStream> {
		await createIfMissing(uri);
		const document = await vscode.workspace.openTextDocument(uri);
		if (reveal) await vscode.window.showTextDocument(document, { preview: false, preserveFocus: true });
		return new DraftStream(document);
	}

	get document(): vscode.TextDocument {
		return this.#document;
	}

	/** @param text the whole draft so far */
	show(text: string, scene: number): void {
		this.#wanted = text;
		this.#wantedScene = scene;
		this.#timer ??= setTimeout(() => void this.#tick(), tickMs);
	}

	/** Resolves when all of the draft is in the document and on disk. @throws AppError `unwritable` */
	async finish(): Promise<string> {
		await this.settle();
		return this.#document.getText().replaceAll('\r\n', '\n');
	}

	/** Puts what has arrived into the document and saves it, finished or not. */
	async settle(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		await this.#applying;
		for (let tries = 0; this.#shown !== this.#wanted && tries < 5; tries++) await this.#apply('anyhow');
		if (this.#document.isDirty && !(await this.#document.save())) throw unwritable(this.#document.uri);
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#subscription.dispose();
	}

	async #tick(): Promise<void> {
		this.#timer = undefined;
		await this.#applying;
		this.#applying = this.#apply('when visible');
		await this.#applying;
		this.#applying = undefined;
		if (this.#shown !== this.#wanted) this.#timer ??= setTimeout(() => void this.#tick(), tickMs);
	}

	/** Behind other tabs a scene waits until it is whole: every edit from there would be a step of undo. */
	async #apply(when: 'when visible' | 'anyhow'): Promise<void> {
		const text = this.#wanted;
		const scene = this.#wantedScene;
		if (text === this.#shown) return;
		const editor = vscode.window.visibleTextEditors.find((one) => one.document === this.#document);
		if (editor === undefined && when === 'when visible' && scene === this.#scene) return;
		const { range, insert } = this.#change(text);
		this.#isOwnEdit = true;
		try {
			const done =
				editor === undefined
					? await this.#editUnseen(range, insert)
					: await this.#editSeen(editor, range, insert, scene !== this.#scene);
			if (!done) return;
			this.#shown = text;
			this.#scene = scene;
		} finally {
			this.#isOwnEdit = false;
		}
	}

	/** The tail that differs; text that the author changed meanwhile is not taken away again. */
	#change(text: string): { readonly range: vscode.Range; readonly insert: string } {
		const common = commonLength(this.#shown, text);
		const obsolete = this.#shown.slice(common);
		const from = this.#end - obsolete.length;
		const isUntouched = from >= 0 && this.#textBetween(from, this.#end) === obsolete;
		const start = this.#document.positionAt(isUntouched ? from : this.#end);
		return { range: new vscode.Range(start, this.#document.positionAt(this.#end)), insert: text.slice(common) };
	}

	#textBetween(from: number, to: number): string {
		return this.#document.getText(new vscode.Range(this.#document.positionAt(from), this.#document.positionAt(to)));
	}

	async #editSeen(
		editor: vscode.TextEditor,
		range: vscode.Range,
		insert: string,
		isNewScene: boolean,
	): Promise<boolean> {
		const followed = editor.visibleRanges.some((visible) => visible.contains(range.end));
		const done = await editor.edit(
			(builder) => {
				builder.setEndOfLine(vscode.EndOfLine.LF);
				// Replacing an empty range, unlike inserting, leaves a caret that stands there where it is.
				builder.replace(range, insert);
			},
			{ undoStopBefore: isNewScene, undoStopAfter: false },
		);
		if (done && followed)
			editor.revealRange(new vscode.Range(this.#endPosition, this.#endPosition), vscode.TextEditorRevealType.Default);
		return done;
	}

	async #editUnseen(range: vscode.Range, insert: string): Promise<boolean> {
		const edit = new vscode.WorkspaceEdit();
		edit.replace(this.#document.uri, range, insert);
		return await vscode.workspace.applyEdit(edit);
	}

	get #endPosition(): vscode.Position {
		return this.#document.positionAt(this.#end);
	}

	#follow(change: vscode.TextDocumentChangeEvent): void {
		if (change.document !== this.#document) return;
		for (const { rangeOffset, rangeLength, text } of change.contentChanges) {
			const touchesEnd = rangeOffset + rangeLength <= this.#end;
			const isOwn = this.#isOwnEdit && rangeOffset + rangeLength === this.#end;
			if (isOwn) this.#end = rangeOffset + text.length;
			// What the author types right behind the draft stays behind it.
			else if (touchesEnd && rangeOffset < this.#end) this.#end += text.length - rangeLength;
			else if (rangeOffset < this.#end) this.#end = rangeOffset + text.length;
		}
	}
}

function commonLength(a: string, b: string): number {
	const most = Math.min(a.length, b.length);
	let length = 0;
	while (length < most && a[length] === b[length]) length++;
	return length;
}

async function createIfMissing(uri: vscode.Uri): Promise<void> {
	try {
		await vscode.workspace.fs.stat(uri);
	} catch {
		try {
			await vscode.workspace.fs.writeFile(uri, new Uint8Array());
		} catch (cause) {
			throw unwritable(uri, cause);
		}
	}
}

function unwritable(uri: vscode.Uri, cause?: unknown): AppError {
	return new AppError(
		'unwritable',
		`${uri.fsPath} cannot be saved. Allow writing to the novel's folder, then generate again: the text is kept and nothing is paid twice.`,
		{ cause },
	);
}
