import { formatMoney, microUsd } from '../core/cost/money.js';
import type { SubmittedAudits } from '../core/pipeline/auditBatches.js';
import type { ChapterReport, GenerationProgress, GenerationReport } from '../core/pipeline/jobs.js';
import type { CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

export async function generate(command: CommandLine, signal: AbortSignal): Promise<number> {
	const { values, json } = command;
	return await withProject(command, async ({ generation }) => {
		if (!json && process.stderr.isTTY) generation.onProgress(showProgress);
		const report = await generation.generate({ kind: 'chapters', chapters: values.chapters }, signal);
		if (!json && process.stderr.isTTY) process.stderr.write('\r\u001B[K');
		print(json, report, () => linesOf(report));
		if (report.cancelled) return 130;
		return report.failures.length > 0 ? 1 : 0;
	});
}

function showProgress(now: GenerationProgress): void {
	const chapter = now.chapter === undefined ? '' : `chapter ${now.chapter}, `;
	const words = now.words === 0 ? '' : `${now.words} of ${now.wantedWords} words, `;
	const line = `${chapter}${now.stage.replaceAll('_', ' ')}: ${words}${now.tokens} tokens, ${formatMoney(microUsd(now.costMicroUsd))}${now.note === undefined ? '' : ` (${now.note})`}`;
	process.stderr.write(`\r\u001B[K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
}

function linesOf(report: GenerationReport): readonly string[] {
	const bought = `${report.tokens.input} input and ${report.tokens.output} output tokens in ${report.modelCalls} calls`;
	const end = report.upToDate
		? 'All is up to date: no model call was made.'
		: `${bought}, ${formatMoney(microUsd(report.costMicroUsd))}, ${(report.elapsedMs / 1_000).toFixed(1)} s`;
	return [
		...report.chapters.map(lineOf),
		...report.failures,
		...(report.cancelled ? ['Cancelled. What was written is kept.'] : []),
		...(report.batched === undefined ? [] : [batchedLine(report.batched)]),
		end,
	];
}

/** What was sent at the end of a run. */
export function batchedLine({ chapters, saving }: SubmittedAudits): string {
	const what = chapters.length === 1 ? 'The audit of 1 chapter is' : `The audits of ${chapters.length} chapters are`;
	return `${what} on the way in a batch, for about ${formatMoney(saving)} less than at once. They come back within a day.`;
}

function lineOf({ path, words, state, reason }: ChapterReport): string {
	return `${path}: ${words} words, ${state}${reason === undefined ? '' : `. ${reason}`}`;
}
