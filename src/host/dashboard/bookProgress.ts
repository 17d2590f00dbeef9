import { countWords } from '../../core/novel/chapterFile.js';
import type { ReadyDashboard } from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';

export interface BookStanding {
	readonly title: string;
	/** By chapter, as far as the outline names them. */
	readonly titles: ReadonlyMap<number, string>;
	/** Relative to the novel's folder, by chapter. */
	readonly paths: ReadonlyMap<number, string>;
	readonly progress: ReadyDashboard['progress'];
}

interface Kept {
	readonly standing: Promise<BookStanding>;
	at: number;
	isReading: boolean;
}

/** Reading a long book takes a while, and words are counted by the thousand. */
const keptMs = 3_000;

/** How far each book is, as its files have it. */
export class BookProgress {
	readonly #kept = new WeakMap<NovelProject, Kept>();

	/** What was read last, while it is read anew in the background. */
	of(project: NovelProject): Promise<BookStanding> {
		const kept = this.#kept.get(project);
		if (kept === undefined) return this.#keep(project, read(project));
		if (Date.now() - kept.at >= keptMs && !kept.isReading) void this.#renew(project, kept);
		return kept.standing;
	}

	async #renew(project: NovelProject, kept: Kept): Promise<void> {
		kept.isReading = true;
		await this.#keep(
			project,
			read(project).catch(() => kept.standing),
		);
	}

	#keep(project: NovelProject, standing: Promise<BookStanding>): Promise<BookStanding> {
		const kept: Kept = { standing, at: Date.now(), isReading: false };
		// Until it is there, what was read before is shown.
		const put = (): void => void this.#kept.set(project, { ...kept, at: Date.now() });
		if (!this.#kept.has(project)) this.#kept.set(project, kept);
		standing.then(put, () => this.#kept.delete(project));
		return standing;
	}
}

async function read({ store, outlook }: NovelProject): Promise<BookStanding> {
	const [{ novel }, chapters] = await Promise.all([store.read(), outlook.chapters()]);
	const info = novel?.info;
	const all = Math.max(info?.chapters ?? 0, chapters.length);
	return {
		title: info?.title ?? '',
		titles: new Map(chapters.map(({ chapter, title }) => [chapter, title])),
		paths: new Map(chapters.map(({ chapter, path }) => [chapter, path])),
		progress: {
			chapters: all,
			finished: chapters.filter(({ state }) => state === 'drafted' || state === 'edited').length,
			words: chapters.reduce((sum, { text = '' }) => sum + countWords(text), 0),
			wantedWords: all * (info?.wordsPerChapter ?? 0),
		},
	};
}
