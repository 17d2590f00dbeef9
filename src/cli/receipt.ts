import { formatMoney, microUsd } from '../core/cost/money.js';
import type { ReplayedContext, SeenCall, SeenItem } from '../core/context/seenCall.js';
import { tableOf } from './layout.js';
import { wholeNumber, type CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

const mostChapters = 10_000;
const mostTokens = 10_000_000;
const shownCalls = 50;

/** What the model saw: each call's prompt by its sections, and what was left out of it and why. */
export async function receipt(command: CommandLine): Promise<number> {
	const { chapter, call, budget } = command.values;
	const number = chapter === undefined ? undefined : wholeNumber('chapter', chapter, 0, 1, mostChapters);
	const tokens = budget === undefined ? undefined : wholeNumber('budget', budget, 0, 0, mostTokens);
	return await withProject(command, async ({ receipts }) => {
		const calls = await receipts.seen({ chapter: number, call, limit: shownCalls }, tokens);
		print(command.json, { calls }, () =>
			calls.length === 0 ? [nothingFor(number)] : calls.toReversed().flatMap((one) => [...linesOf(one), '']),
		);
		return 0;
	});
}

function nothingFor(chapter: number | undefined): string {
	const what = chapter === undefined ? 'this novel' : `chapter ${chapter}`;
	return `No receipts are kept for ${what}. Those of the latest thousand calls are.`;
}

function linesOf(seen: SeenCall): readonly string[] {
	const { call, stage, chapter, scene, attempt, model, outcome = 'unknown', costMicroUsd = 0, promptTokens } = seen;
	const place = [
		...(chapter === undefined ? [] : [`chapter ${chapter}`]),
		...(scene === undefined ? [] : [`scene ${scene}`]),
		...(attempt === 1 ? [] : [`try ${attempt}`]),
	];
	return [
		[`${call}: ${stage}`, ...place].join(', '),
		`  ${model}, ${outcome}, ${formatMoney(microUsd(costMicroUsd))}, ${promptTokens} tokens sent`,
		...indented(
			tableOf(
				['Section', 'Tokens'],
				seen.sections.map(({ part, heading, tokens }) => [heading || part, String(tokens)]),
			),
		),
		...(seen.fitted === undefined
			? []
			: [
					`  Context: ${seen.fitted.tokens} of ${seen.fitted.budget} tokens`,
					...indented(seen.fitted.given.map((one) => `+ ${itemWords(one)}`)),
					...indented(
						seen.fitted.left.map(
							(one) => `- ${itemWords(one)}: ${one.reason}${one.of === undefined ? '' : ` “${one.of}”`}`,
						),
					),
				]),
		...(seen.replay === undefined ? [] : replayLines(seen.replay)),
	];
}

function replayLines({ budget, tokens, added, removed }: ReplayedContext): readonly string[] {
	return [
		`  At ${budget} tokens: ${tokens} would be used`,
		...indented([...added.map((key) => `+ ${key}`), ...removed.map((key) => `- ${key}`)]),
	];
}

function itemWords({ key, source, opening, tokens, shortened }: SeenItem): string {
	const size = tokens === undefined ? '' : `, ${tokens} tokens${shortened ? ', shortened' : ''}`;
	return `${key} (${source}${size}) “${opening}”`;
}

function indented(lines: readonly string[]): readonly string[] {
	return lines.map((line) => `    ${line}`);
}
