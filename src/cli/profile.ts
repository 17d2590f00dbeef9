import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunId } from '../base/ids.js';
import { AppError, sentenceOf } from '../base/errors.js';
import type { RunSummary } from '../core/profiling/recordedRun.js';
import { traceFormats, type TraceFormat } from '../services/profiling/profiler.js';
import type { NovelProject } from '../services/novelProject.js';
import { tableOf } from './layout.js';
import { amount, wrong, type CommandLine } from './options.js';
import { print } from './output.js';
import { preciseDuration, profileLines } from './profileLines.js';
import { withProject } from './withProject.js';

/** Where the time of a run went, and what would end it sooner. */
export async function profile(command: CommandLine): Promise<number> {
	const { values, json } = command;
	const { list, to } = values;
	const run = values.run as RunId | undefined;
	const format = formatOf(values.export);
	if (format !== undefined && to === undefined) throw wrong('Say into which file: --to F.');
	if (to !== undefined && format === undefined) throw wrong(`Say in which form: --export ${traceFormats.join('|')}.`);
	const minShare = values['min-share'] === undefined ? undefined : amount('min-share', values['min-share'], 0, 0, 1);
	return await withProject(command, async (project) => {
		if (list) printRuns(project, json);
		else if (format !== undefined && to !== undefined) await exportTo(project, { run, format, to }, json);
		else {
			const found = project.profiler.runProfile({ run, minShare });
			if (found === undefined && run !== undefined) throw noSuchRun(run);
			print(json, found ?? { run: null }, () => (found === undefined ? nothingYet : profileLines(found)));
		}
		return 0;
	});
}

const nothingYet = [
	'No run has been recorded yet. Draft a chapter with "prometheus-novel generate --novel DIR --chapters 1", and ask again.',
];

function formatOf(text: string | undefined): TraceFormat | undefined {
	const format = traceFormats.find((one) => one === text);
	if (text !== undefined && format === undefined)
		throw wrong(`--export takes ${traceFormats.join(' or ')}, not "${text}".`);
	return format;
}

function printRuns({ profiler }: NovelProject, json: boolean): void {
	const runs = profiler.runs();
	const cells = ({
		id,
		startedAt,
		durationMs,
		outcome,
		strategy,
		continuity,
		slots,
	}: RunSummary): readonly string[] => [
		id,
		new Date(startedAt).toISOString().slice(0, 19).replace('T', ' '),
		durationMs === undefined ? 'unknown' : preciseDuration(durationMs),
		outcome ?? 'not ended',
		strategy,
		continuity,
		String(slots),
	];
	print(json, runs, () =>
		runs.length === 0
			? nothingYet
			: tableOf(['Run', 'Began (UTC)', 'Took', 'Outcome', 'Strategy', 'Continuity', 'At once'], runs.map(cells)),
	);
}

interface Export {
	readonly run: RunId | undefined;
	readonly format: TraceFormat;
	readonly to: string;
}

async function exportTo({ profiler }: NovelProject, { run, format, to }: Export, json: boolean): Promise<void> {
	const text = profiler.exported(format, { run });
	if (text === undefined) throw run === undefined ? new AppError('no-run', nothingYet.join(' ')) : noSuchRun(run);
	const file = resolve(to);
	try {
		await writeFile(file, text);
	} catch (cause) {
		throw new AppError('unwritable', `${file} cannot be written (${sentenceOf(cause)}). Choose another place.`, {
			cause,
		});
	}
	print(json, { file, format }, () => [`The run is in ${file}.`]);
}

function noSuchRun(run: string): AppError {
	return new AppError('no-run', `There is no record of the run "${run}". Those that there are, --list shows.`);
}
