import * as l10n from '@vscode/l10n';
import { microUsd, noMoney, type MicroUsd } from '../../core/cost/money.js';
import { ModelFault, isRetryable } from '../../core/models/modelFault.js';
import type { BatchedReply, BatchEnd } from '../../core/models/batchModel.js';
import type { BatchBook, BatchPart, EndedPart, OpenBatch, PartOutcome } from '../../core/pipeline/batchBook.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { continuityAuditReply, type ContinuityAudit } from '../../core/pipeline/replies.js';
import { parseReply } from '../../core/pipeline/replyParsing.js';
import { MeteredCall, type MeterPorts } from '../cost/meteredCall.js';

export interface CollectionPorts {
	readonly book: BatchBook;
	readonly journal: Journal;
	readonly meter: MeterPorts;
}

export interface Collection {
	readonly audits: readonly { readonly chapter: number; readonly audit: ContinuityAudit }[];
	readonly cost: MicroUsd;
	readonly failures: readonly string[];
}

interface Taken {
	readonly part: BatchPart;
	readonly outcome: PartOutcome;
	readonly audit?: ContinuityAudit;
	readonly cost: MicroUsd;
	readonly failure?: string | undefined;
}

/**
 * Puts what a batch brought into journal and ledger. Killed in between, it does the same again: the journal takes a result
 * twice, and a call is settled by whoever comes first.
 * @throws AppError `unknown-price`; then the batch is still open
 */
export async function collectBatch(
	batch: OpenBatch,
	how: BatchEnd | 'unknown',
	replies: readonly BatchedReply[],
	ports: CollectionPorts,
): Promise<Collection> {
	const { book, meter } = ports;
	const byId = new Map(replies.map((reply) => [reply.id, reply]));
	const taken: Taken[] = [];
	for (const part of batch.parts) taken.push(await takePart(part, byId.get(part.call), batch.model, how, ports));
	const ended: readonly EndedPart[] = taken.map(({ part, outcome }) => ({ ...part, outcome }));
	book.end(batch.id, how, ended, meter.clock.now());
	return {
		audits: taken.flatMap(({ part: { chapter }, audit }) => (audit === undefined ? [] : [{ chapter, audit }])),
		cost: microUsd(taken.reduce((sum, { cost }) => sum + cost, 0)),
		failures: [...new Set(taken.flatMap(({ failure }) => failure ?? []))],
	};
}

async function takePart(
	part: BatchPart,
	reply: BatchedReply | undefined,
	model: string,
	how: BatchEnd | 'unknown',
	{ journal, meter }: CollectionPorts,
): Promise<Taken> {
	const call = await openCall(part, meter);
	if (reply === undefined) {
		// Of a batch that nobody knows any more it is not known either what was answered, and billed.
		if (how === 'unknown') await call?.abandon();
		else call?.endUnanswered('overloaded', undefined);
		// A batch that was refused as a whole would be so again.
		const outcome = how === 'failed' ? 'unusable' : 'unanswered';
		return { part, outcome, cost: call?.cost ?? noMoney, failure: unansweredSentence(model, how) };
	}
	if (reply.kind === 'fault') {
		call?.endUnanswered(reply.fault, reply.usage);
		const mayFareBetter = isRetryable(new ModelFault(reply.fault, '')) && reply.fault !== 'bad-reply';
		const outcome = mayFareBetter ? 'unanswered' : 'unusable';
		return { part, outcome, cost: call?.cost ?? noMoney, failure: reply.sentence };
	}
	const reading = parseReply(reply.text, continuityAuditReply);
	// First what was bought, then that it was paid: killed in between, nothing is lost.
	if (reading.kind === 'value')
		journal.record(part.node, part.fingerprint, {
			output: JSON.stringify(reading.value),
			model,
			recordedAt: meter.clock.now(),
		});
	call?.receive(reply.text);
	await call?.finish(reply.usage);
	const cost = call?.cost ?? noMoney;
	if (reading.kind === 'value') return { part, outcome: 'read', audit: reading.value, cost };
	const failure = l10n.t(
		'{0} gave no usable audit of chapter {1} in the batch. The next run asks for it at once.',
		model,
		part.chapter,
	);
	return { part, outcome: 'unusable', cost, failure };
}

/** Undefined when it is settled already. */
async function openCall({ call: id }: BatchPart, meter: MeterPorts): Promise<MeteredCall | undefined> {
	const open = meter.ledger.openCalls().find((one) => one.id === id);
	return open && (await MeteredCall.resume(open, meter));
}

function unansweredSentence(model: string, how: BatchEnd | 'unknown'): string | undefined {
	if (how === 'cancelled') return undefined;
	if (how === 'failed')
		return l10n.t('The batch for {0} was refused. The next run asks for its audits at once.', model);
	if (how === 'unknown')
		return l10n.t('The provider knows nothing more of a batch for {0}. Its audits are open again.', model);
	return l10n.t('{0} did not come to all audits of the batch. They are open again.', model);
}
