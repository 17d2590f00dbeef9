import * as vscode from 'vscode';
import { z } from 'zod';
import { formatMoney, microUsd } from '../../core/cost/money.js';
import type { AuditOffer, CollectedAudits, SubmittedAudits } from '../../core/pipeline/auditBatches.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, parseArgument } from '../arguments.js';
import type { Novels } from '../novels.js';

const collectArgument = z.strictObject({ folder: folderArgument });

const never = new AbortController().signal;

/** Takes in the audits that have come back. @returns what came; undefined when no novel was chosen */
export async function collectBatch(novels: Novels, argument: unknown): Promise<CollectedAudits | undefined> {
	const given = parseArgument('collectBatch', collectArgument, argument);
	const project = await novels.choose(given?.folder);
	if (project === undefined) return undefined;
	const collected = await project.batches.collect(never);
	if (given === undefined) await tell(project, collected);
	return collected;
}

/** What was sent at the end of a run. */
export function batchedSentence({ chapters, saving }: SubmittedAudits): string {
	return vscode.l10n.t(
		'{0} audits are on the way in a batch, for about {1} less than at once; they come back within a day.',
		chapters.length,
		formatMoney(saving),
	);
}

async function tell(project: NovelProject, collected: CollectedAudits): Promise<void> {
	if (collected.failures.length > 0) void vscode.window.showWarningMessage(collected.failures.join(' '));
	const sentence = collectedSentence(collected);
	if (sentence !== undefined) void vscode.window.showInformationMessage(sentence);
	else if (collected.out > 0)
		void vscode.window.showInformationMessage(vscode.l10n.t('The batch is still out; it takes up to a day.'));
	else if (collected.failures.length === 0) await offerToSend(project);
}

function collectedSentence({ chapters, findings, cost, saving }: CollectedAudits): string | undefined {
	if (chapters.length === 0) return undefined;
	const bought = vscode.l10n.t(
		'{0} chapters are audited, for {1}; at once it would have been {2} more.',
		chapters.length,
		formatMoney(cost),
		formatMoney(microUsd(saving)),
	);
	if (findings === 0) return vscode.l10n.t('{0} Nothing contradicts.', bought);
	return vscode.l10n.t(
		'{0} {1} findings stand among the Problems; the next run mends what contradicts.',
		bought,
		findings,
	);
}

async function offerToSend(project: NovelProject): Promise<void> {
	const offer = await project.batches.offer();
	if (offer === undefined) {
		void vscode.window.showInformationMessage(vscode.l10n.t('No batch is out, and there is nothing to send in one.'));
		return;
	}
	const send = vscode.l10n.t('Send');
	if ((await vscode.window.showInformationMessage(offerSentence(offer), send)) !== send) return;
	const submitted = await project.batches.submit(never);
	if (submitted !== undefined) void vscode.window.showInformationMessage(batchedSentence(submitted));
}

function offerSentence({ chapters, priceNow, priceInBatch }: AuditOffer): string {
	return vscode.l10n.t(
		'No batch is out. {0} finished chapters are not audited: about {1} at once, {2} in a batch.',
		chapters.length,
		formatMoney(priceNow),
		formatMoney(priceInBatch),
	);
}
