import { bibleNames } from '../../core/novel/bibleEntries.js';
import { entitiesIn } from '../../core/prose/namesIn.js';
import type { NovelProject } from '../../services/novelProject.js';

/** Who and what of the bible a text names. */
export async function namesInText({ store }: NovelProject, text: string): Promise<readonly string[]> {
	const { novel } = await store.read();
	return novel === undefined ? [] : entitiesIn(text, bibleNames(novel.bible));
}
