import type { MemoryStats } from '../api.js';
import type { NovelProject } from '../services/novelProject.js';

export interface CountedMemory extends MemoryStats {
	/** Marked, because what they were read from has changed. */
	readonly stale: number;
}

/** Counts of a novel's memories, counted anew only after something was written: a hundred thousand take a while. */
export class KeptStats {
	readonly #kept = new WeakMap<NovelProject, { readonly sequence: number; readonly stats: CountedMemory }>();

	of(project: NovelProject): CountedMemory {
		const sequence = project.memory.lastSequence();
		const kept = this.#kept.get(project);
		if (kept?.sequence === sequence) return kept.stats;
		const stats = { ...project.memory.stats(), stale: project.memory.list({ stale: true }).length };
		this.#kept.set(project, { sequence, stats });
		return stats;
	}
}
