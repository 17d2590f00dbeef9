import type { ReplicaState } from '../../core/memory/replication.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { CommandLine } from '../options.js';
import { print } from '../output.js';

export async function memoryStats({ memory, replication }: NovelProject, { json }: CommandLine): Promise<number> {
	const stats = memory.stats();
	const contentHash = memory.contentHash();
	const { state, warnings } = replication;
	print(json, { ...stats, contentHash, sharing: state, warnings }, () => [
		`${stats.entries} memories`,
		...stats.counts.map(({ tier, kind, entries }) => `  ${tier}, ${kind}: ${entries}`),
		`Content ${contentHash}`,
		...(state.kind === 'local' ? [] : [sharingSentence(state)]),
		...warnings,
	]);
	return await Promise.resolve(0);
}

function sharingSentence(state: Exclude<ReplicaState, { kind: 'local' }>): string {
	if (state.kind === 'synchronised') return 'Shared through Redis, and the same there.';
	const waiting = `${state.entries} waiting to be shared.`;
	return state.kind === 'waiting' ? waiting : `${waiting} ${state.reason}`;
}
