import { resolve } from 'node:path';
import { wrong, type CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

export async function restore(command: CommandLine, signal: AbortSignal): Promise<number> {
	const { values, json } = command;
	const { backup: name } = values;
	if (name === undefined) throw wrong('Say which backup: --backup NAME, as `backup --list` shows it, or a path.');
	return await withProject(command, async ({ safekeeping, memory }) => {
		const done = await safekeeping.restore(/[\\/]/.test(name) ? resolve(name) : name, signal);
		print(json, { ...done, contentHash: memory.contentHash() }, () => [
			`${done.restored} memories put back, ${done.removed} removed, ${done.unchanged} as they were.`,
			`The state before is ${done.undo}: restore that to undo this.`,
		]);
		return 0;
	});
}
