import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';
import { AppError, sentenceOf } from '../../base/errors.js';
import type { RunId } from '../../base/ids.js';
import type { RunProfile } from '../../core/profiling/runProfile.js';
import { traceFormats, type TraceFormat } from '../../services/profiling/profiler.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, parseArgument } from '../arguments.js';
import type { Novels } from '../novels.js';
import type { Dashboard } from '../dashboard/dashboard.js';

const runArgument = z
	.string()
	.min(1)
	.transform((id) => id as RunId)
	.optional();
const showArgument = z
	.strictObject({
		folder: folderArgument,
		run: runArgument,
		/** Of the critical path, from 0 to 1. */
		minShare: z.number().min(0).max(1).optional(),
		export: z.enum(traceFormats).optional(),
		/** Absolute. */
		to: z.string().min(1).optional(),
	})
	.refine(
		({ export: format, to }) => (format === undefined) === (to === undefined),
		'Give both export and to, or none.',
	);
const exportArgument = z.strictObject({
	folder: folderArgument,
	run: runArgument,
	format: z.enum(traceFormats),
	/** Absolute. */
	file: z.string().min(1),
});

/** Where the time of runs went, in the editor. */
export class ProfileCommands {
	readonly #novels: Novels;
	readonly #dashboard: Dashboard;

	constructor(novels: Novels, dashboard: Dashboard) {
		this.#novels = novels;
		this.#dashboard = dashboard;
	}

	/** @returns the profile of the run that is shown; undefined while none was recorded */
	async show(argument: unknown): Promise<RunProfile | undefined> {
		const given = parseArgument('showBottlenecks', showArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const { run, minShare, export: format, to } = given ?? {};
		const profile = project.profiler.runProfile({ run, minShare });
		if (profile === undefined && run !== undefined) throw noSuchRun(run);
		if (format !== undefined && to !== undefined) await writeTrace(project, { run, format, file: to });
		this.#dashboard.show(project, { part: 'time', run: profile?.run.id });
		return profile;
	}

	/** @returns the path of the file; undefined when none was chosen */
	async export(argument: unknown): Promise<string | undefined> {
		const given = parseArgument('exportProfile', exportArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const wanted = given ?? (await chooseTrace(project));
		if (wanted === undefined) return undefined;
		await writeTrace(project, wanted);
		return wanted.file;
	}
}

interface Trace {
	readonly run?: RunId | undefined;
	readonly format: TraceFormat;
	readonly file: string;
}

async function writeTrace({ profiler }: NovelProject, { run, format, file }: Trace): Promise<void> {
	const text = profiler.exported(format, { run });
	if (text === undefined) throw noSuchRun(run);
	try {
		await writeFile(file, text);
	} catch (cause) {
		throw new AppError(
			'unwritable',
			vscode.l10n.t('{0} cannot be written ({1}). Choose another place.', file, sentenceOf(cause)),
			{
				cause,
			},
		);
	}
}

async function chooseTrace({ folder, profiler }: NovelProject): Promise<Trace | undefined> {
	if (profiler.runs().length === 0) throw noSuchRun(undefined);
	const titles: Readonly<Record<TraceFormat, string>> = {
		'chrome-trace': vscode.l10n.t('Chrome trace, for Perfetto and chrome://tracing'),
		opentelemetry: vscode.l10n.t('OpenTelemetry, as JSON of its protocol'),
	};
	const items = traceFormats.map((format) => ({ label: titles[format], format }));
	const title = vscode.l10n.t('Export where the time of the latest run went');
	const chosen = await vscode.window.showQuickPick(items, { title });
	if (chosen === undefined) return undefined;
	const name = `${basename(folder)}-${chosen.format}.json`;
	const uri = await vscode.window.showSaveDialog({
		defaultUri: vscode.Uri.file(join(folder, name)),
		filters: { JSON: ['json'] },
		title,
	});
	return uri && { format: chosen.format, file: uri.fsPath };
}

function noSuchRun(run: RunId | undefined): AppError {
	return run === undefined
		? new AppError('no-run', vscode.l10n.t('No run has been recorded yet. Generate a chapter first.'))
		: new AppError('no-run', vscode.l10n.t('There is no record of the run "{0}". Leave it out for the latest.', run));
}
