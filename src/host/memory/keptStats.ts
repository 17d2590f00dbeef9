import type { MemoryStats } from '../../api.js';
import type { NovelProject } from '../../services/novelProject.js';

/** Counts of a novel's memories, counted anew only after something was written: a hundred thousand take a while. */
export class KeptStats {
	readonly #kept = new WeakMap<NovelProject, { readonly sequence: number; readonly stats: MemoryStats }>();

	of(project: NovelProject): MemoryStats {
		const sequence = project.memory.lastSequence();
		const kept = this.#kept.get(project);
		if (kept?.sequence === sequence) return kept.stats;
		const stats = project.memory.stats();
		this.#kept.set(project, { sequence, stats });
		return stats;
	}
}
