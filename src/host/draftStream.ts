import * as vscode from 'vscode';
import type { Closable } from '../base/lifetime.js';
import { AppError } from '../base/errors.js';
import { DraftAnchor, type TextChange } from './draftAnchor.js';
import { chapterColumn } from './chapterColumn.js';
import { openFresh } from './freshDocument.js';
import { inLineFeeds, lineFeedPosition, lineFeedText } from './lineFeeds.js';

/** At most ten edits a second. */
const tickMs = 110;
/** Author and stream may edit at the same moment, and then the stream tries again. */
const maxTries = 16;

interface Draft {
	/** The whole draft so far. */
	readonly text: string;
	readonly scene: number;
}

/**
 * One chapter growing in its document. What the author types meanwhile, before, in or after the streamed text, stays;
 * their caret stays where it is; each scene is one step of undo.
 */
export class DraftStream implements Closable {
	#document: vscode.TextDocument;
	#uri: vscode.Uri;
	readonly #anchor: DraftAnchor;
	readonly #subscriptions: vscode.Disposable;
	/** Scenes that ended before they were in the document: each is still a step of undo of its own. */
	#ended: readonly Draft[] = [];
	#wanted: Draft;
	#scene = 0;
	/** The author typed since our last edit, so that undo must not take both at once. */
	#authorTyped = false;
	/** Its file is about to have another name; one that is written under the old name now would be a second one. */
	#isRenaming = false;
	#queue: Promise<void> = Promise.resolve();
	#timer: NodeJS.Timeout | undefined;

	private constructor(document: vscode.TextDocument) {
		this.#document = document;
		this.#uri = document.uri;
		this.#wanted = { text: lineFeedText(document), scene: 0 };
		this.#anchor = new DraftAnchor(this.#wanted.text);
		this.#subscriptions = vscode.Disposable.from(
			vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change)),
			vscode.workspace.onDidSaveTextDocument((saved) => saved === this.#document && this.#anchor.saved()),
			vscode.workspace.onWillRenameFiles(({ files }) => (this.#isRenaming ||= this.#newName(files) !== undefined)),
			vscode.workspace.onDidRenameFiles(({ files }) => this.#followRename(files)),
		);
	}

	/** Opens the chapter, creating an empty file when there is none. @param reveal whether to bring it to the front */
	static async open(uri: vscode.Uri, reveal: boolean): Promise<DraftStream> {
		const document = await openOrCreate(uri);
		const viewColumn = chapterColumn();
		if (reveal) await vscode.window.showTextDocument(document, { preview: false, preserveFocus: true, viewColumn });
		return new DraftStream(document);
	}

	get uri(): vscode.Uri {
		return this.#uri;
	}

	/**
	 * The last line feed of a file comes with `finish`: until then the draft ends where its prose does, so that a caret
	 * at the very end has nothing to be pushed by.
	 * @param text the whole draft so far
	 */
	show(text: string, scene: number): void {
		this.#want(text.trimEnd(), scene);
		this.#timer ??= setTimeout(() => void this.#tick(), tickMs);
	}

	/** Resolves when all of the draft is in the document and on disk. @throws AppError `unwritable` */
	async finish(text: string, scene: number): Promise<string> {
		this.#want(text, scene);
		await this.settle();
		return lineFeedText(this.#document);
	}

	/** Puts what has arrived into the document and saves it, finished or not. @throws AppError `unwritable` */
	async settle(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		for (let tries = 1; !(await this.#settleOnce(tries)); tries++) {
			if (tries === maxTries) throw unwritable(this.#uri);
			await pause(tickMs);
		}
	}

	/** Auto-save may be at it in the same moment, and then ours reports that nothing was saved. */
	async #settleOnce(tries: number): Promise<boolean> {
		// A rename that fails is never reported as done.
		if (this.#isRenaming && tries < maxTries / 2) return false;
		if (this.#isBehind) await this.#enqueue(() => this.#apply('anyhow'));
		if (this.#isBehind) return false;
		return (!this.#document.isDirty || (await this.#document.save())) && !this.#isBehind;
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#subscriptions.dispose();
	}

	#want(text: string, scene: number): void {
		const before = this.#wanted;
		if (before.scene > 0 && scene > before.scene && this.#isBehind) this.#ended = [...this.#ended, before];
		this.#wanted = { text, scene };
	}

	get #isBehind(): boolean {
		return this.#isGone || this.#anchor.shown !== this.#wanted.text;
	}

	get #isGone(): boolean {
		return this.#document.isClosed || this.#document.uri.toString() !== this.#uri.toString();
	}

	async #tick(): Promise<void> {
		// A tab closed in the same moment: the next tick, or the end, tries again.
		await this.#enqueue(() => this.#apply('when visible')).catch(() => undefined);
		this.#timer = this.#isBehind ? setTimeout(() => void this.#tick(), tickMs) : undefined;
	}

	#enqueue(work: () => Promise<void>): Promise<void> {
		const done = this.#queue.then(work);
		this.#queue = done.catch(() => undefined);
		return done;
	}

	/** Behind other tabs a scene waits until it is whole: every edit from there would be a step of undo. */
	async #apply(when: 'when visible' | 'anyhow'): Promise<void> {
		if (this.#isRenaming && when === 'when visible') return;
		const editor = vscode.window.visibleTextEditors.find((one) => one.document === this.#document);
		const draft = this.#ended[0] ?? this.#wanted;
		const { text, scene } = draft;
		if (editor === undefined && when === 'when visible' && scene === this.#scene) return;
		if (this.#isGone) await this.#reopen();
		const change = this.#anchor.begin(text, lineFeedText(this.#document));
		const done = change === undefined || (await this.#edit(editor, change, scene).catch(() => false));
		this.#anchor.end(done);
		if (!done) return;
		this.#scene = scene;
		this.#ended = this.#ended.filter((one) => one !== draft);
		if (change !== undefined) this.#authorTyped = false;
	}

	/** The author closed the chapter, with or without what was not saved. */
	async #reopen(): Promise<void> {
		this.#document = await openOrCreate(this.#uri);
		this.#anchor.reload(lineFeedText(this.#document), this.#wanted.text);
	}

	async #edit(editor: vscode.TextEditor | undefined, change: TextChange, scene: number): Promise<boolean> {
		const range = new vscode.Range(this.#position(change.start), this.#position(change.start + change.length));
		if (editor === undefined) {
			const edit = new vscode.WorkspaceEdit();
			edit.replace(this.#document.uri, range, change.text);
			return await vscode.workspace.applyEdit(edit);
		}
		const followed = editor.visibleRanges.some((visible) => visible.contains(range.end));
		const { selections } = editor;
		const done = await editor.edit((builder) => builder.replace(range, change.text), {
			undoStopBefore: scene !== this.#scene || this.#authorTyped,
			undoStopAfter: false,
		});
		if (!done) return false;
		// VS Code takes a caret that stands where text comes in along.
		if (selections.some(({ end }) => end.isEqual(range.end))) editor.selections = selections;
		if (followed) this.#reveal(editor, change.start + change.text.length);
		return true;
	}

	#reveal(editor: vscode.TextEditor, offset: number): void {
		const position = this.#position(offset);
		editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.Default);
	}

	#position(offset: number): vscode.Position {
		const { line, character } = lineFeedPosition(lineFeedText(this.#document), offset);
		return new vscode.Position(line, character);
	}

	#follow(change: vscode.TextDocumentChangeEvent): void {
		if (change.document !== this.#document || change.contentChanges.length === 0) return;
		const isReplay = change.reason !== undefined;
		const isOwn = this.#anchor.follow(
			change.contentChanges.map((one) => inLineFeeds(change.document, one)),
			lineFeedText(change.document),
			this.#wanted.text,
			isReplay,
		);
		if (!isOwn) this.#authorTyped = true;
		if (!change.document.isDirty) this.#anchor.reload(lineFeedText(change.document), this.#wanted.text);
		if (this.#isBehind) this.#timer ??= setTimeout(() => void this.#tick(), tickMs);
	}

	#newName(files: vscode.FileRenameEvent['files']): vscode.Uri | undefined {
		return files.find(({ oldUri }) => oldUri.toString() === this.#uri.toString())?.newUri;
	}

	#followRename(files: vscode.FileRenameEvent['files']): void {
		this.#uri = this.#newName(files) ?? this.#uri;
		this.#isRenaming = false;
	}
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

async function openOrCreate(uri: vscode.Uri): Promise<vscode.TextDocument> {
	try {
		await vscode.workspace.fs.stat(uri);
	} catch {
		try {
			await vscode.workspace.fs.writeFile(uri, new Uint8Array());
		} catch (cause) {
			throw unwritable(uri, cause);
		}
	}
	return await openFresh(uri);
}

function unwritable(uri: vscode.Uri, cause?: unknown): AppError {
	return new AppError(
		'unwritable',
		vscode.l10n.t(
			"{0} cannot be saved. Allow writing to the novel's folder, then generate again: the text is kept and nothing is paid twice.",
			uri.fsPath,
		),
		{ cause },
	);
}
