import * as l10n from '@vscode/l10n';
import { sentenceOf } from '../../base/errors.js';
import { BudgetExceededError } from '../../core/cost/budget.js';
import type { LedgerTotals } from '../../core/cost/ledger.js';
import type { SubmittedAudits } from '../../core/pipeline/auditBatches.js';
import type { ExecutionEvent, TaskOutcome } from '../../core/execution/executionTask.js';
import type { ChapterReport, ExceededBudget, GenerationProgress, GenerationReport } from '../../core/pipeline/jobs.js';
import { chapterNodeId, type StageNode } from '../../core/pipeline/stageGraph.js';
import type { DraftedChapter } from './bookRun.js';

/** What became of the audits that were to go into a batch. */
export interface Batched {
	readonly audits?: SubmittedAudits | undefined;
	/** Why they were not sent. */
	readonly failure?: unknown;
}

export type Outcomes = ReadonlyMap<string, TaskOutcome>;

/** @param wasDrafted whether the run set out to draft it */
export function chapterReport(
	chapter: number,
	known: DraftedChapter,
	wasDrafted: boolean,
	outcomes: Outcomes,
): ChapterReport {
	const { title, path, words, candidate } = known;
	const base = { chapter, title, path, words };
	if (!wasDrafted) return { ...base, state: 'up-to-date' };
	const outcome = outcomes.get(chapterNodeId(chapter, 'chapter_assembly'));
	if (outcome?.state === 'done') return { ...base, state: candidate ? 'candidate' : 'drafted' };
	if (outcome?.state === 'cancelled') return { ...base, state: 'cancelled' };
	return { ...base, state: 'failed', reason: reasonOf(outcome, outcomes) };
}

export function generationReport(
	chapters: readonly ChapterReport[],
	outcomes: Outcomes,
	totals: LedgerTotals,
	elapsedMs: number,
	batch: Batched = {},
): GenerationReport {
	const { calls, usage, spent } = totals;
	const { audits: batched, failure } = batch;
	const all = [...outcomes.values()];
	const failed = all.flatMap((outcome) => (outcome.state === 'failed' ? [outcome.error] : []));
	const failures = failure === undefined ? failed : [...failed, failure];
	const cancelled = all.some((outcome) => outcome.state === 'cancelled');
	return {
		upToDate: calls === 0 && failures.length === 0 && !cancelled && batched === undefined,
		// What comes out of the journal without a call is what was there before.
		chapters: chapters.map((one) => (calls === 0 && one.state === 'drafted' ? { ...one, state: 'up-to-date' } : one)),
		modelCalls: calls,
		tokens: { input: usage.inputTokens, output: usage.outputTokens },
		costMicroUsd: spent,
		elapsedMs,
		failures: sentencesOf(failures),
		budgetExceeded: exceededBudget(failures),
		cancelled,
		batched,
	};
}

function exceededBudget(failures: readonly unknown[]): ExceededBudget | undefined {
	const exceeded = failures.find((failure) => failure instanceof BudgetExceededError);
	if (exceeded === undefined) return undefined;
	const { scope, limit, shortfall } = exceeded;
	return { scope, limitMicroUsd: limit, shortfallMicroUsd: shortfall };
}

/** Each once; a budget that is used up is one thing to say, however many calls it stopped. */
function sentencesOf(failures: readonly unknown[]): readonly string[] {
	const byKind = new Map<string, string>();
	for (const failure of failures) {
		const sentence = sentenceOf(failure);
		const kind = failure instanceof BudgetExceededError ? failure.code : sentence;
		if (!byKind.has(kind)) byKind.set(kind, sentence);
	}
	return [...byKind.values()];
}

/** What the start or a trouble of a node is to a person who watches; undefined for what is not worth telling. */
export function progressOf(
	event: ExecutionEvent,
	{ chapter, scene, stage }: StageNode,
): Omit<GenerationProgress, 'tokens' | 'costMicroUsd'> | undefined {
	if (event.kind === 'ended' || event.kind === 'ready') return undefined;
	return { chapter, scene, stage, words: 0, wantedWords: 0, note: noteOf(event) };
}

/** A passing trouble; undefined when there is none. */
function noteOf(event: ExecutionEvent): string | undefined {
	switch (event.kind) {
		case 'retrying':
			return l10n.t('{0} Trying again in {1} s.', sentenceOf(event.error), Math.ceil(event.delayMs / 1000));
		case 'fallback':
			return l10n.t('{0} The fallback model takes over.', sentenceOf(event.error));
		case 'waiting':
			return event.reason === 'breaker'
				? l10n.t('{0} keeps failing; it is tried again in {1} s.', event.provider, Math.ceil(event.waitMs / 1000))
				: l10n.t('Waiting for what {0} allows a minute.', event.provider);
		case 'started':
		case 'ready':
		case 'ended':
			return undefined;
	}
}

/** The first failure that a skipped node goes back to. */
function reasonOf(outcome: TaskOutcome | undefined, outcomes: Outcomes): string {
	if (outcome?.state === 'failed') return sentenceOf(outcome.error);
	if (outcome?.state === 'skipped') return reasonOf(outcomes.get(outcome.because), outcomes);
	return l10n.t('It was not reached.');
}
