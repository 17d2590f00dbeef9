import { AppError } from '../base/errors.js';
import { formatMoney, microUsd } from '../core/cost/money.js';
import type { AuditBatch, AuditOffer, CollectedAudits } from '../core/pipeline/auditBatches.js';
import { batchedLine } from './generate.js';
import { wrong, type CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

export async function batch(command: CommandLine, signal: AbortSignal): Promise<number> {
	const { values, json } = command;
	if (values.submit && values.cancel) throw wrong('--submit and --cancel exclude each other.');
	return await withProject(command, async ({ batches }) => {
		if (values.cancel) await batches.cancel(signal);
		const collected = await batches.collect(signal);
		const submitted = values.submit ? await batches.submit(signal) : undefined;
		if (values.submit && submitted === undefined && !(await batches.isOffered())) throw noBatches(command);
		const out = await batches.state(signal);
		const offer = values.submit || values.cancel ? undefined : await batches.offer();
		print(json, { collected, submitted, out, offer }, () => [
			...collectedLines(collected),
			...(submitted === undefined ? [] : [batchedLine(submitted)]),
			...out.map(outLine),
			...(out.length === 0 ? ['No batch is out.'] : []),
			...(offer === undefined ? [] : [offerLine(offer)]),
		]);
		return collected.failures.length > 0 ? 1 : 0;
	});
}

function collectedLines({ chapters, cost, saving, findings, failures }: CollectedAudits): readonly string[] {
	if (chapters.length === 0) return failures;
	const saved = saving > 0 ? `, ${formatMoney(microUsd(saving))} less than at once` : '';
	const what = `Audited: ${chapters.join(', ')}; ${findings} findings, ${formatMoney(cost)}${saved}.`;
	return [what, ...(findings > 0 ? ['The next run mends what contradicts.'] : []), ...failures];
}

function outLine({ model, chapters, createdAt, progress }: AuditBatch): string {
	const at = new Date(createdAt).toLocaleString();
	const state = progress === undefined ? 'not confirmed yet' : `${progress.completed} of ${progress.total} answered`;
	return `Out since ${at}: chapters ${chapters.join(', ')}, ${model}, ${state}`;
}

function offerLine({ chapters, priceNow, priceInBatch }: AuditOffer): string {
	return `To be audited: chapters ${chapters.join(', ')}, about ${formatMoney(priceNow)} at once, ${formatMoney(priceInBatch)} in a batch (--submit).`;
}

function noBatches({ settings }: CommandLine): AppError {
	return new AppError(
		'no-batches',
		`There are no batches for ${settings.models.check}. Choose a model of OpenAI or Anthropic for checking, and give its price with the share that a batch costs, such as --price ${settings.models.check}=IN,OUT,batch=0.5.`,
	);
}
