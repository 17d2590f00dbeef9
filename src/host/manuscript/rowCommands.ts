import { join } from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../base/errors.js';
import { outlinePath } from '../../core/novel/outline.js';
import type { CommandId } from '../commandIds.js';
import { chapterOfRow, type ChapterRow } from './rows.js';
import { chapterUri } from './treeItems.js';

type RowCommandId = Extract<CommandId, `manuscript.${string}`>;
export type RowCommands = Readonly<Record<RowCommandId, (argument: unknown) => Promise<unknown>>>;

/** What each does to the chapter of a row, as a command with its plain argument. */
const commands = {
	'manuscript.generate': ({ folder, shown }) => ['generateChapter', { folder, chapter: shown.chapter }],
	'manuscript.regenerate': ({ folder, shown }) => [
		'generateChapter',
		// A stale one is made from other things than before; of a fresh one, only another version can be meant.
		{ folder, chapter: shown.chapter, again: shown.staleness?.freshness !== 'stale' },
	],
	'manuscript.compare': ({ folder, shown }) => ['compareCandidate', { folder, chapter: shown.chapter }],
	'manuscript.accept': ({ folder, shown }) => ['acceptCandidate', { folder, chapter: shown.chapter }],
	'manuscript.discard': ({ folder, shown }) => ['discardCandidate', { folder, chapter: shown.chapter }],
	'manuscript.showReceipt': ({ folder, shown }) => ['showReceipt', { folder, chapter: shown.chapter }],
	'manuscript.acceptStale': ({ folder, shown }) => ['acceptStale', { folder, chapters: [shown.chapter] }],
} as const satisfies Record<string, (row: ChapterRow) => readonly [CommandId, object]>;

/** Commands of the view's menus: VS Code gives them the row, and the commands behind them take plain objects alone. */
export function rowCommands(run: (id: CommandId, argument: object) => Promise<unknown>): RowCommands {
	const bound = Object.entries(commands).map(([id, commandOf]) => [
		id,
		async (argument: unknown) => {
			const [command, plain] = commandOf(rowOf(id, argument));
			return await run(command, plain);
		},
	]);
	return {
		...(Object.fromEntries(bound) as Record<keyof typeof commands, (argument: unknown) => Promise<unknown>>),
		'manuscript.open': async (argument) => await open(rowOf('manuscript.open', argument)),
	};
}

/** The chapter's file, or where it has none yet, its place in the outline. */
async function open(row: ChapterRow): Promise<void> {
	const { state, outlineLine = 0 } = row.shown;
	const isPlanned = state === 'planned';
	const uri = isPlanned ? vscode.Uri.file(join(row.folder, outlinePath)) : chapterUri(row);
	const line = new vscode.Position(outlineLine, 0);
	await vscode.window.showTextDocument(uri, isPlanned ? { selection: new vscode.Range(line, line) } : {});
}

function rowOf(command: string, argument: unknown): ChapterRow {
	const row = chapterOfRow(argument);
	if (row !== undefined) return row;
	throw new AppError('bad-argument', `prometheusNovel.${command} is for the rows of the Manuscript view.`);
}
