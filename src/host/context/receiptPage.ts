import * as vscode from 'vscode';
import type { LeftReason } from '../../core/context/contextItem.js';
import type { ReplayedContext, SeenCall, SeenContext, SeenItem } from '../../core/context/seenCall.js';
import { formatMoney, microUsd } from '../../core/cost/money.js';
import { escapedLine } from '../pages/plainMarkdown.js';
import { markdownTable } from '../pages/markdownTable.js';
import { stageTitle } from '../stageTitles.js';
import { locale } from '../locale.js';

/** Rows of one table; a page of a thousand lines answers nobody. */
const mostRows = 60;

/** What the model saw, call by call: the answer first, then what it is made of. */
export function receiptPage(calls: readonly SeenCall[]): string {
	const title = `# ${vscode.l10n.t('What Did the Model See?')}`;
	if (calls.length === 0)
		return [title, vscode.l10n.t('No receipts are kept for this. Those of the latest thousand calls are.')].join(
			'\n\n',
		);
	return [title, ...calls.flatMap(callPart)].join('\n\n');
}

function callPart(seen: SeenCall): readonly string[] {
	const { fitted, replay } = seen;
	return [
		`## ${headingOf(seen)}`,
		summaryOf(seen),
		table(
			[vscode.l10n.t('Section of the prompt'), vscode.l10n.t('Tokens')],
			seen.sections.map(({ part, heading, tokens }) => [
				escapedLine(heading || partTitle(part)),
				tokens.toLocaleString(locale()),
			]),
			1,
		),
		...(fitted === undefined ? [] : contextPart(fitted)),
		...(replay === undefined ? [] : replayPart(replay)),
	];
}

function headingOf({ stage, chapter, scene, attempt }: SeenCall): string {
	const place = [
		...(chapter === undefined ? [] : [vscode.l10n.t('chapter {0}', chapter)]),
		...(scene === undefined ? [] : [vscode.l10n.t('scene {0}', scene)]),
		...(attempt === 1 ? [] : [vscode.l10n.t('try {0}', attempt)]),
	];
	return [stageTitle(stage), ...place].join(', ');
}

function summaryOf({ model, madeAt, promptTokens, costMicroUsd, outcome, call }: SeenCall): string {
	const price =
		costMicroUsd === undefined ? vscode.l10n.t('what it cost is not known') : formatMoney(microUsd(costMicroUsd));
	return vscode.l10n.t(
		'{0} was given {1} tokens on {2}, for {3} ({4}). Call `{5}`.',
		escapedLine(model),
		promptTokens.toLocaleString(locale()),
		new Date(madeAt).toLocaleString(locale()),
		price,
		outcomeTitle(outcome),
		call,
	);
}

function contextPart({ budget, tokens, given, left, notInPrompt }: SeenContext): readonly string[] {
	const openings = openingsOf(given);
	return [
		`### ${vscode.l10n.t('From memory: {0} of {1} tokens', tokens.toLocaleString(locale()), budget.toLocaleString(locale()))}`,
		...(notInPrompt.length === 0
			? []
			: [vscode.l10n.t('The prompt template of this stage has no place for all of it: some of it was not sent.')]),
		given.length === 0
			? vscode.l10n.t('Nothing went in.')
			: table(
					[vscode.l10n.t('Went in'), vscode.l10n.t('From'), vscode.l10n.t('Tokens')],
					given.map((one) => [nameOf(one), escapedLine(one.source), (one.tokens ?? 0).toLocaleString(locale())]),
					2,
				),
		...(left.length === 0
			? []
			: [
					table(
						[vscode.l10n.t('Left out'), vscode.l10n.t('From'), vscode.l10n.t('Why')],
						left.map((one) => [
							nameOf(one),
							escapedLine(one.source),
							reasonTitle(one.reason, openings.get(one.of ?? '')),
						]),
						3,
					),
				]),
	];
}

function replayPart({ budget, tokens, added, removed, given, left }: ReplayedContext): readonly string[] {
	const openings = openingsOf([...given, ...left]);
	const row = (key: string, what: string): readonly string[] => [escapedLine(openings.get(key) ?? key), what];
	const rows = [
		...added.map((key) => row(key, vscode.l10n.t('would go in'))),
		...removed.map((key) => row(key, vscode.l10n.t('would be left out'))),
	];
	return [
		`### ${vscode.l10n.t('At {0} tokens', budget.toLocaleString(locale()))}`,
		rows.length === 0
			? vscode.l10n.t('The same would go in, in {0} tokens.', tokens.toLocaleString(locale()))
			: vscode.l10n.t('{0} tokens would be used:', tokens.toLocaleString(locale())),
		...(rows.length === 0 ? [] : [table([vscode.l10n.t('Item'), vscode.l10n.t('At that budget')], rows, 2)]),
	];
}

function nameOf({ opening, shortened }: SeenItem): string {
	const name = escapedLine(opening);
	return shortened ? `${name} (${vscode.l10n.t('shortened')})` : name;
}

function openingsOf(items: readonly SeenItem[]): ReadonlyMap<string, string> {
	return new Map(items.map(({ key, opening }) => [key, opening]));
}

function reasonTitle(reason: LeftReason['kind'], of: string | undefined): string {
	switch (reason) {
		case 'over-budget':
			return vscode.l10n.t('no room for it');
		case 'irrelevant':
			return vscode.l10n.t('has nothing to do with it, and there was no room');
		case 'near-duplicate-of':
			return vscode.l10n.t('says the same as {0}', escapedLine(of ?? ''));
		case 'empty':
			return vscode.l10n.t('is empty');
	}
}

function partTitle(part: SeenCall['sections'][number]['part']): string {
	const titles: Readonly<Record<typeof part, string>> = {
		system: vscode.l10n.t('Instructions'),
		context: vscode.l10n.t('Context'),
		task: vscode.l10n.t('Task'),
		soFar: vscode.l10n.t('What was written so far'),
		goOn: vscode.l10n.t('How to go on'),
	};
	return titles[part];
}

function outcomeTitle(outcome: string | undefined): string {
	const titles: Readonly<Record<string, string>> = {
		running: vscode.l10n.t('still out'),
		ok: vscode.l10n.t('answered'),
		failed: vscode.l10n.t('failed'),
		aborted: vscode.l10n.t('cancelled'),
		abandoned: vscode.l10n.t('abandoned'),
	};
	return titles[outcome ?? ''] ?? vscode.l10n.t('not in the ledger');
}

function table(head: readonly string[], rows: readonly (readonly string[])[], textColumns: number): string {
	const more = rows.length - mostRows;
	const shown = rows.slice(0, mostRows);
	const rest = more > 0 ? [[vscode.l10n.t('… and {0} more', more), ...head.slice(1).map(() => '')]] : [];
	return markdownTable(head, [...shown, ...rest], textColumns);
}
