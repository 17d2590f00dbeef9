import type { CommandLine, MemoryVerb } from '../options.js';
import { withProject } from '../withProject.js';
import type { NovelProject } from '../../services/novelProject.js';
import { addMemory } from './addMemory.js';
import { exportMemory } from './exportMemory.js';
import { importMemory } from './importMemory.js';
import { memoryStats } from './memoryStats.js';
import { searchMemory } from './searchMemory.js';
import { verifyMemory } from './verifyMemory.js';

type Work = (project: NovelProject, command: CommandLine, signal: AbortSignal) => Promise<number>;

const works: Readonly<Record<MemoryVerb, Work>> = {
	add: addMemory,
	search: searchMemory,
	import: importMemory,
	export: exportMemory,
	stats: memoryStats,
	verify: verifyMemory,
};

export async function memory(command: CommandLine, signal: AbortSignal): Promise<number> {
	const work = works[command.memoryVerb ?? 'stats'];
	return await withProject(command, async (project) => {
		await embedded(project);
		const code = await work(project, command, signal);
		await embedded(project);
		return code;
	});
}

/** With an embedding model, what is new is findable by meaning before anything is looked for, and before we go. */
async function embedded({ meaning }: NovelProject): Promise<void> {
	meaning.update();
	await meaning.settled();
}
