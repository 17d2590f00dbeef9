import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, sentenceOf } from '../../base/errors.js';
import type { MemoryService } from '../../services/memory/memoryService.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { CommandLine } from '../options.js';
import { print, printLine } from '../output.js';
import { lineOf } from './memoryLine.js';

const page = 1_000;

/** In story order, in the form that `memory import` reads. */
export async function exportMemory({ memory }: NovelProject, { values, json }: CommandLine): Promise<number> {
	if (values.file === undefined) {
		for (const line of lines(memory)) await printLine(line);
		return 0;
	}
	const path = resolve(values.file);
	let count = 0;
	const counted = function* (): Generator<string> {
		for (const line of lines(memory)) {
			count++;
			yield `${line}\n`;
		}
	};
	try {
		await pipeline(counted, createWriteStream(path, { flags: 'wx' }));
	} catch (cause) {
		throw new AppError('unwritable', `${path} cannot be written (${sentenceOf(cause)}). Name a new file.`, { cause });
	}
	print(json, { exported: count, file: path }, () => [`${count} memories written to ${path}.`]);
	return 0;
}

function* lines(memory: MemoryService): Generator<string> {
	for (let offset = 0; ; offset += page) {
		const entries = memory.list({ limit: page, offset });
		for (const entry of entries) yield JSON.stringify(lineOf(entry));
		if (entries.length < page) return;
	}
}
