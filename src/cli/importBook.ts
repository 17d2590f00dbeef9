import { resolve } from 'node:path';
import { importManuscript } from '../adapters/files/importManuscript.js';
import { formatMoney, microUsd } from '../core/cost/money.js';
import { wrong, type CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

/** The files first, then memory from them without a model, then with one where `--read` says so. */
export async function importBook(command: CommandLine, signal: AbortSignal): Promise<number> {
	const { values, json, novel } = command;
	const source = values.file ?? values.folder;
	if (source === undefined || (values.file !== undefined && values.folder !== undefined))
		throw wrong('Say what to import: --file F, or --folder D.');
	const about = {
		...(values.title === undefined ? {} : { title: values.title }),
		...(values.author === undefined ? {} : { author: values.author }),
		...(values.genre === undefined ? {} : { genre: values.genre }),
	};
	const started = performance.now();
	const imported = await importManuscript(resolve(novel), resolve(source), about, signal);
	return await withProject(command, async (project) => {
		await project.manuscriptMemory.notice();
		const memories = project.memory.stats().entries;
		const ms = Math.round(performance.now() - started);
		const report = values.read ? await project.generation.generate({ kind: 'read' }, signal) : undefined;
		const { chapters, words, hash, notes } = imported;
		print(
			json,
			{
				chapters: chapters.length,
				words,
				hash,
				memories,
				ms,
				notes,
				...(report === undefined ? {} : { read: report }),
			},
			() => [
				`${chapters.length} chapters, ${words} words, ${memories} passages in memory, ${(ms / 1_000).toFixed(1)} s.`,
				...notes,
				...(report === undefined
					? []
					: [`Read with a model: ${report.modelCalls} calls, ${formatMoney(microUsd(report.costMicroUsd))}.`]),
				...(report?.failures ?? []),
			],
		);
		return report !== undefined && report.failures.length > 0 ? 1 : 0;
	});
}
