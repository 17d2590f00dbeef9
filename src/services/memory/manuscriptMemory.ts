import { nextTurn } from '../../base/nextTurn.js';
import { bibleNames } from '../../core/novel/bibleEntries.js';
import { chapterBody } from '../../core/novel/chapterFile.js';
import type { NovelStore } from '../../core/novel/novelStore.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { namesOf } from '../../core/prose/namesIn.js';
import type { ChapterMemories } from './chapterMemories.js';

export interface ManuscriptMemoryPorts {
	readonly store: NovelStore;
	readonly memories: ChapterMemories;
	/** The chapters as they stand on disk or in the editor. */
	chapters(): Promise<readonly ChapterOnDesk[]>;
}

/** Keeps the passages in memory the ones that stand in the manuscript, whoever wrote them; no model is asked. */
export class ManuscriptMemory {
	readonly #ports: ManuscriptMemoryPorts;
	#names: readonly string[] | undefined;

	constructor(ports: ManuscriptMemoryPorts) {
		this.#ports = ports;
	}

	/** @param path of one chapter, relative to the novel's folder; all of them when left out */
	async notice(path?: string): Promise<void> {
		const chapters = (await this.#ports.chapters()).map((one) => ({ ...one, body: chapterBody(one.text ?? '') }));
		const changed = chapters.filter(
			// A draft that is being written is read when it is whole.
			({ chapter, path: own, state, body }) =>
				(path === undefined || path === own) && state !== 'drafting' && !this.#ports.memories.isNoticed(chapter, body),
		);
		if (changed.length === 0) return;
		const names = await this.#namesIn(
			chapters.map(({ body }) => body),
			path === undefined,
		);
		let isOther = false;
		for (const { chapter, path: own, body } of changed) {
			if (this.#ports.memories.noticeText({ chapter, path: own, body, names })) isOther = true;
			// A long book is taken in without holding up what else is going on.
			await nextTurn();
		}
		if (isOther) await this.#ports.memories.consolidate();
	}

	/** Looking through a whole book for names takes half a second, and one chapter seldom brings new ones. */
	async #namesIn(bodies: readonly string[], anew: boolean): Promise<readonly string[]> {
		if (anew || this.#names === undefined) this.#names = (await namesOf(bodies, nextTurn)).map(({ name }) => name);
		const { novel } = await this.#ports.store.read();
		return [...new Set([...(novel === undefined ? [] : bibleNames(novel.bible)), ...this.#names])];
	}
}
