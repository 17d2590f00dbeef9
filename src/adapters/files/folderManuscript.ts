import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Candidate, DraftView, Manuscript } from '../../core/novel/manuscript.js';
import { normalNewlines } from '../../core/novel/textPosition.js';
import { fileFault, systemCode } from './fileFault.js';
import { addFile } from './addFile.js';
import { readIfExists } from './readIfExists.js';
import { writeAtomically } from './writeAtomically.js';

/** Chapters as files, without an editor in front. A growing draft is in the journal; the file comes when it is done. */
export class FolderManuscript implements Manuscript {
	readonly replacesFiles = true;
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
		const path = join(this.#folder, candidate.candidatePath);
		const before = await readIfExists(path);
		if (before !== undefined && before !== candidate.text) await this.#keepEarlier(candidate, before);
		await writeAtomically(path, candidate.text);
	}

	/** Its author may have worked on a candidate, so that the next one does not take its place for good. */
	async #keepEarlier({ candidatePath }: Candidate, text: string): Promise<void> {
		const kept = join(this.#folder, dirname(candidatePath), 'earlier', basename(candidatePath, '.md'));
		let number = 1;
		while (!(await addFile(`${kept}-${number}.md`, text))) number++;
	}
}
