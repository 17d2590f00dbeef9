import type { PathHealth } from '../../core/memory/recallHealth.js';
import type { MemoryHealthShown } from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { KeptStats } from '../keptStats.js';
import type { MemoryStanding } from '../memory/memoryView.js';
import { recallSentence } from '../memory/recallSentence.js';
import { syncSentence } from '../memory/syncSentence.js';

export function memoryHealth(project: NovelProject, stats: KeptStats, { backup }: MemoryStanding): MemoryHealthShown {
	const { replication, recallCheck } = project;
	const { health } = recallCheck;
	const recall = recallSentence(health);
	const { byTier, stale } = stats.of(project);
	return {
		tiers: byTier,
		stale,
		sync: syncSentence(replication.state),
		...(recall === undefined || health === undefined
			? {}
			: {
					recall: {
						...recall,
						checkedAt: health.checkedAt,
						words: found(health.words),
						...(health.meaning === undefined ? {} : { meaning: found(health.meaning) }),
					},
				}),
		...(backup === undefined ? {} : { backup }),
	};
}

function found(health: PathHealth): { readonly asked: number; readonly found: number } {
	return { asked: health.asked, found: health.found };
}
