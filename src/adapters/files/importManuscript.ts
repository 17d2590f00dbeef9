import { AppError } from '../../base/errors.js';
import { splitManuscript } from '../../core/novel/splitManuscript.js';
import { readManuscript } from './readManuscript.js';
import { writeImportedNovel, type ImportedNovel, type NovelToImport } from './writeImportedNovel.js';

/** How a book that existed came into a novel's folder. */
export interface ManuscriptImport extends ImportedNovel {
	/** Words of the source, each of which stands in the novel now. */
	readonly words: number;
	/** SHA-256 over the words of the source, and of the files that were written. */
	readonly hash: string;
}

/**
 * Adopts a book: one text, or a folder of them. Nothing is written when anything is in the way.
 * @param source path of a file of Markdown or plain text, or of a folder of such files
 * @throws AppError with what is wrong and what to do
 */
export async function importManuscript(
	folder: string,
	source: string,
	about: NonNullable<NovelToImport['about']>,
	signal: AbortSignal,
): Promise<ManuscriptImport> {
	const read = await readManuscript(source, signal);
	const split = splitManuscript(read.files);
	if (split.kind === 'refused') throw new AppError(split.code, split.reason);
	const { manuscript } = split;
	const written = await writeImportedNovel(folder, { manuscript, name: read.name, about }, signal);
	const { words, hash, notes } = manuscript.report;
	return { ...written, words, hash, notes: [...read.notes, ...notes, ...written.notes] };
}
