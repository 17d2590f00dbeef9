import * as vscode from 'vscode';
import type { LedgerRow } from '../../core/cost/ledger.js';
import { mostCalls, type Breakdown, type CallShown, type CostRow } from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';
import { stageTitle } from '../stageTitles.js';

/** The latest calls of a row, newest first. */
export function callsShown(
	{ costs, profiler }: NovelProject,
	breakdown: Breakdown,
	key: CostRow['key'],
): { readonly calls: readonly CallShown[]; readonly isMore: boolean } {
	const rows = costs.latestCalls(breakdown, key, mostCalls + 1);
	const timelines = new Set(profiler.runs().map(({ id }) => id));
	const calls = rows.slice(0, mostCalls).map((row) => callShown(row, timelines.has(row.run)));
	return { calls, isMore: rows.length > mostCalls };
}

function callShown(row: LedgerRow, hasTimeline: boolean): CallShown {
	const { id, startedAt, stage, model, chapter, run, cost } = row;
	const note = noteOf(row);
	return {
		id,
		at: startedAt,
		stage: stageTitle(stage),
		model,
		...(chapter === undefined ? {} : { chapter }),
		run,
		hasTimeline,
		spent: cost,
		...(note === undefined ? {} : { note }),
	};
}

function noteOf({ outcome, attempt, lane }: LedgerRow): string | undefined {
	switch (outcome) {
		case 'running':
			return lane === 'batch' ? vscode.l10n.t('out, in a batch') : vscode.l10n.t('going on');
		case 'failed':
			return vscode.l10n.t('failed');
		case 'aborted':
			return vscode.l10n.t('broken off');
		case 'abandoned':
			return vscode.l10n.t('its window was closed');
		case 'ok':
			return attempt > 1 ? vscode.l10n.t('try {0}', attempt) : undefined;
	}
}
