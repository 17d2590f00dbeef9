import * as vscode from 'vscode';
import { FolderManuscript } from '../adapters/files/folderManuscript.js';
import type { Closable } from '../base/lifetime.js';
import type { Candidate, DraftView, Manuscript } from '../core/novel/manuscript.js';
import { DraftStream } from './draftStream.js';

/** Chapters as the editor has them: unsaved text counts, and drafts grow before the author's eyes. */
export class EditorManuscript implements Manuscript, Closable {
	readonly #folder: vscode.Uri;
	readonly #files: FolderManuscript;
	readonly #streams = new Map<string, Promise<DraftStream>>();
	readonly #onCandidate: (candidate: Candidate) => void;
	#lastShown: vscode.TextDocument | undefined;

	constructor(folder: string, onCandidate: (candidate: Candidate) => void) {
		this.#folder = vscode.Uri.file(folder);
		this.#files = new FolderManuscript(folder);
		this.#onCandidate = onCandidate;
	}

	list(): Promise<readonly string[]> {
		return this.#files.list();
	}

	async read(path: string): Promise<string | undefined> {
		const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === this.#uri(path).toString());
		return open === undefined ? await this.#files.read(path) : open.getText().replaceAll('\r\n', '\n');
	}

	show(draft: DraftView): void {
		// A file that cannot be opened is reported when the chapter is finished, where it can be acted upon.
		this.#stream(draft.path).then(
			(stream) => stream.show(draft.text, draft.scene),
			() => undefined,
		);
	}

	async finish(draft: DraftView): Promise<string> {
		const stream = await this.#stream(draft.path);
		stream.show(draft.text, draft.scene);
		const text = await stream.finish();
		this.#drop(draft.path, stream);
		return text;
	}

	async rest(): Promise<void> {
		const streams = [...this.#streams];
		for (const [path, opening] of streams) {
			const stream = await opening.catch(() => undefined);
			if (stream === undefined) continue;
			await stream.settle();
			this.#drop(path, stream);
		}
		this.#lastShown = undefined;
	}

	async offerCandidate(candidate: Candidate): Promise<void> {
		await this.#files.offerCandidate(candidate);
		this.#onCandidate(candidate);
	}

	async close(): Promise<void> {
		await this.rest();
	}

	#stream(path: string): Promise<DraftStream> {
		const known = this.#streams.get(path);
		if (known !== undefined) return known;
		const opening = this.#open(path);
		this.#streams.set(path, opening);
		opening.catch(() => this.#streams.delete(path));
		return opening;
	}

	/** The next chapter comes to the front only while the author is still looking at the one before. */
	async #open(path: string): Promise<DraftStream> {
		const active = vscode.window.activeTextEditor?.document;
		const reveal = this.#lastShown === undefined || active === this.#lastShown;
		const stream = await DraftStream.open(this.#uri(path), reveal);
		if (reveal) this.#lastShown = stream.document;
		return stream;
	}

	#drop(path: string, stream: DraftStream): void {
		this.#streams.delete(path);
		stream.close();
	}

	#uri(path: string): vscode.Uri {
		return vscode.Uri.joinPath(this.#folder, path);
	}
}
