import type { NovelProject } from '../services/novelProject.js';

export interface StoryOutline {
	readonly title: string;
	/** By chapter, as far as the outline names them. */
	readonly chapters: ReadonlyMap<number, string>;
}

const keptMs = 10_000;

/** Titles of a novel's chapters, read from its files no more than every few seconds. */
export class StoryOutlines {
	readonly #kept = new WeakMap<NovelProject, { readonly at: number; readonly outline: Promise<StoryOutline> }>();

	of(project: NovelProject): Promise<StoryOutline> {
		const kept = this.#kept.get(project);
		if (kept !== undefined && Date.now() - kept.at < keptMs) return kept.outline;
		const outline = read(project);
		this.#kept.set(project, { at: Date.now(), outline });
		return outline;
	}
}

/** Titles are a kindness: a file that cannot be read is a Problem already, and no reason to show nothing. */
async function read({ store }: NovelProject): Promise<StoryOutline> {
	const { novel } = await store.read().catch(() => ({ novel: undefined }));
	const chapters = new Map(novel?.outline.map(({ number, title }) => [number, title]));
	return { title: novel?.info.title ?? '', chapters };
}
