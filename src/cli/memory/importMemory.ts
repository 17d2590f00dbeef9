import { resolve } from 'node:path';
import type { NovelProject } from '../../services/novelProject.js';
import { wrong, type CommandLine } from '../options.js';
import { print } from '../output.js';
import { readJsonLines } from './jsonLines.js';
import { memoryLine, newMemoryOf } from './memoryLine.js';

/** All lines are read and checked before the first is written. */
export async function importMemory({ memory }: NovelProject, { values, json }: CommandLine): Promise<number> {
	if (values.file === undefined) throw wrong('Say which file: --file F.jsonl.');
	const lines = await readJsonLines(resolve(values.file), memoryLine);
	const started = performance.now();
	const added = memory.addAll(lines.map(newMemoryOf));
	const ms = Math.round(performance.now() - started);
	print(json, { imported: added.length, ms }, () => [`${added.length} memories taken in.`]);
	return 0;
}
