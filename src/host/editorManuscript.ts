import * as vscode from 'vscode';
import { FolderManuscript } from '../adapters/files/folderManuscript.js';
import type { Closable } from '../base/lifetime.js';
import type { Candidate, DraftView, Manuscript } from '../core/novel/manuscript.js';
import { DraftStream } from './draftStream.js';
import { lineFeedText } from './lineFeeds.js';

/** Chapters as the editor has them: unsaved text counts, and drafts grow before the author's eyes. */
export class EditorManuscript implements Manuscript, Closable {
	readonly #folder: vscode.Uri;
	readonly #files: FolderManuscript;
	readonly #streams = new Map<string, Promise<DraftStream>>();
	readonly #onCandidate: (candidate: Candidate) => void;
	/** What came to the front last in this run. */
	#front: { readonly path: string; readonly stream: Promise<DraftStream> } | undefined;

	constructor(folder: string, onCandidate: (candidate: Candidate) => void) {
		this.#folder = vscode.Uri.file(folder);
		this.#files = new FolderManuscript(folder);
		this.#onCandidate = onCandidate;
	}

	list(): Promise<readonly string[]> {
		return this.#files.list();
	}

	/** A document without unsaved edits may be older than its file, which another program has changed. */
	async read(path: string): Promise<string | undefined> {
		const uri = this.#uri(path).toString();
		const open = vscode.workspace.textDocuments.find((one) => one.isDirty && one.uri.toString() === uri);
		return open === undefined ? await this.#files.read(path) : lineFeedText(open);
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
		const text = await stream.finish(draft.text, draft.scene);
		this.#streams.delete(draft.path);
		stream.close();
		return text;
	}

	/** One chapter that cannot be saved keeps no other from being saved. */
	async rest(): Promise<void> {
		this.#front = undefined;
		const rested = await Promise.allSettled([...this.#streams].map(([path, opening]) => this.#restOne(path, opening)));
		const failure = rested.find((one) => one.status === 'rejected');
		if (failure !== undefined) throw failure.reason;
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

	async #restOne(path: string, opening: Promise<DraftStream>): Promise<void> {
		const stream = await opening.catch(() => undefined);
		if (stream === undefined) return;
		this.#streams.delete(path);
		await stream.settle().finally(() => stream.close());
	}

	/** The next chapter comes to the front only when the one before is whole, and the author is still looking at it. */
	async #open(path: string): Promise<DraftStream> {
		const front = this.#front;
		if (front !== undefined && (this.#streams.has(front.path) || !(await isLookedAt(front.stream))))
			return await DraftStream.open(this.#uri(path), false);
		const stream = DraftStream.open(this.#uri(path), true);
		this.#front = { path, stream };
		return await stream;
	}

	#uri(path: string): vscode.Uri {
		return vscode.Uri.joinPath(this.#folder, path);
	}
}

async function isLookedAt(opening: Promise<DraftStream>): Promise<boolean> {
	const stream = await opening.catch(() => undefined);
	return vscode.window.activeTextEditor?.document.uri.toString() === stream?.uri.toString();
}
