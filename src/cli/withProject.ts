import { resolve } from 'node:path';
import { openNovelProject } from '../compose.js';
import type { NovelProject } from '../services/novelProject.js';
import type { CommandLine } from './options.js';
import { terminalHost } from './projectHost.js';

/** Opens the novel for as long as `use` takes. */
export async function withProject<T>(
	{ novel, settings }: CommandLine,
	use: (project: NovelProject) => Promise<T>,
): Promise<T> {
	const project = await openNovelProject(resolve(novel), terminalHost(settings));
	try {
		// With a server, what others wrote is to be here; one that is down is not waited for.
		await project.replication.catchUp();
		const result = await use(project);
		// And what was written here is to be there when we go.
		await project.replication.flush();
		return result;
	} finally {
		await project.close();
	}
}
