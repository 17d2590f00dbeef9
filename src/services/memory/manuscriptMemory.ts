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

	constructor(ports: ManuscriptMemoryPorts) {
		this.#ports = ports;
	}

	/** @param path of one chapter, relative to the novel's folder; all of them when left out */
	async notice(path?: string): Promise<void> {
		const chapters = await this.#ports.chapters();
		const { novel } = await this.#ports.store.read();
		const bodies = chapters.map(({ text }) => chapterBody(text ?? ''));
		const names = [
			...new Set([...(novel === undefined ? [] : bibleNames(novel.bible)), ...namesOf(bodies).map(({ name }) => name)]),
		];
		let isChanged = false;
		for (const [at, { chapter, path: own, state }] of chapters.entries()) {
			// A draft that is being written is read when it is whole.
			if ((path !== undefined && path !== own) || state === 'drafting') continue;
			if (this.#ports.memories.noticeText({ chapter, path: own, body: bodies[at] ?? '', names })) isChanged = true;
			// A long book is taken in without holding up what else is going on.
			await new Promise((resolve) => setImmediate(resolve));
		}
		if (isChanged) await this.#ports.memories.consolidate();
	}
}
