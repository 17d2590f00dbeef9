import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate, DraftView, Manuscript } from '../../core/novel/manuscript.js';
import { normalNewlines } from '../../core/novel/textPosition.js';
import { fileFault, systemCode } from './fileFault.js';
import { readIfExists } from './readIfExists.js';
import { writeAtomically } from './writeAtomically.js';

/** Chapters as files, without an editor in front. A growing draft is in the journal; the file comes when it is done. */
export class FolderManuscript implements Manuscript {
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
	}

	async list(): Promise<readonly string[]> {
		try {
			const names = await readdir(join(this.#folder, 'manuscript'));
			return names
				.filter((name) => name.endsWith('.md'))
				.toSorted()
				.map((name) => `manuscript/${name}`);
		} catch (error) {
			if (systemCode(error) === 'ENOENT') return [];
			throw fileFault(error, 'unreadable', join(this.#folder, 'manuscript'));
		}
	}

	async read(path: string): Promise<string | undefined> {
		const text = await readIfExists(join(this.#folder, path));
		return text === undefined ? undefined : normalNewlines(text.replace(/^\uFEFF/, ''));
	}

	show(_draft: DraftView): void {
		// Nobody is looking at a folder.
	}

	async finish(draft: DraftView): Promise<string> {
		await writeAtomically(join(this.#folder, draft.path), draft.text);
		return draft.text;
	}

	async rest(): Promise<void> {
		// An unfinished draft is in the journal, and the next run goes on from there.
	}

	async offerCandidate(candidate: Candidate): Promise<void> {
		await writeAtomically(join(this.#folder, candidate.candidatePath), candidate.text);
	}
}
