import { sentenceOf } from '../../base/errors.js';
import { BudgetExceededError } from '../../core/cost/budget.js';
import type { LedgerTotals } from '../../core/cost/ledger.js';
import type { ExecutionEvent, TaskOutcome } from '../../core/execution/executionTask.js';
import type { ChapterReport, GenerationProgress, GenerationReport } from '../../core/pipeline/jobs.js';
import { chapterNodeId, type StageNode } from '../../core/pipeline/stageGraph.js';
import type { DraftedChapter } from './bookRun.js';

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
): GenerationReport {
	const { calls, usage, spent } = totals;
	const all = [...outcomes.values()];
	const failures = all.flatMap((outcome) => (outcome.state === 'failed' ? [outcome.error] : []));
	const cancelled = all.some((outcome) => outcome.state === 'cancelled');
	return {
		upToDate: calls === 0 && failures.length === 0 && !cancelled,
		// What comes out of the journal without a call is what was there before.
		chapters: chapters.map((one) => (calls === 0 && one.state === 'drafted' ? { ...one, state: 'up-to-date' } : one)),
		modelCalls: calls,
		tokens: { input: usage.inputTokens, output: usage.outputTokens },
		costMicroUsd: spent,
		elapsedMs,
		failures: sentencesOf(failures),
		cancelled,
	};
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

/** What the start or the retry of a node is to a person who watches; undefined for its end. */
export function progressOf(
	event: ExecutionEvent,
	{ chapter, scene, stage }: StageNode,
): Omit<GenerationProgress, 'tokens' | 'costMicroUsd'> | undefined {
	if (event.kind === 'ended') return undefined;
	const note =
		event.kind === 'retrying'
			? `${sentenceOf(event.error)} Trying again in ${Math.ceil(event.delayMs / 1000)} s.`
			: undefined;
	return { chapter, scene, stage, words: 0, wantedWords: 0, note };
}

/** The first failure that a skipped node goes back to. */
function reasonOf(outcome: TaskOutcome | undefined, outcomes: Outcomes): string {
	if (outcome?.state === 'failed') return sentenceOf(outcome.error);
	if (outcome?.state === 'skipped') return reasonOf(outcomes.get(outcome.because), outcomes);
	return 'It was not reached.';
}
