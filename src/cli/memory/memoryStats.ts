import type { NovelProject } from '../../services/novelProject.js';
import type { CommandLine } from '../options.js';
import { print } from '../output.js';

export async function memoryStats({ memory }: NovelProject, { json }: CommandLine): Promise<number> {
	const stats = memory.stats();
	const hash = memory.contentHash();
	print(json, { ...stats, contentHash: hash }, () => [
		`${stats.entries} memories`,
		...Object.entries(stats.byTier).map(([tier, entries]) => `  ${tier}: ${entries}`),
		...stats.counts.map(({ tier, kind, entries }) => `  ${tier}, ${kind}: ${entries}`),
		`content ${hash}`,
	]);
	return await Promise.resolve(0);
}
