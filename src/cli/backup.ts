import type { Backup } from '../core/memory/backup.js';
import type { CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

/** Makes a backup, or lists those that there are, each read whole. */
export async function backup(command: CommandLine, signal: AbortSignal): Promise<number> {
	const { values, json } = command;
	return await withProject(command, async ({ backups }) => {
		if (values.list) {
			const all = await backups.list(true, signal);
			print(json, all, () => (all.length === 0 ? ['There is no backup yet.'] : all.map(lineOf)));
			return 0;
		}
		const made = await backups.create('asked', signal);
		print(json, made, () => [`${made.name}: ${made.entries ?? 0} memories, verified.`]);
		return 0;
	});
}

function lineOf({ name, bytes, entries, verified }: Backup): string {
	const state = verified === true ? 'sound' : verified === false ? 'DAMAGED' : 'not checked';
	return `${name}  ${(bytes / 1_000_000).toFixed(1)} MB  ${entries ?? '?'} memories  ${state}`;
}
