import { join } from 'node:path';
import * as vscode from 'vscode';
import { escapedLine } from '../pages/plainMarkdown.js';
import { chapterDescription, chapterLabel, chapterSentences } from './chapterWords.js';
import { CandidateRow, ChapterRow, type ManuscriptRow, type NovelRow, type ShownChapter } from './rows.js';

export function treeItem(row: ManuscriptRow): vscode.TreeItem {
	if (row instanceof ChapterRow) return chapterItem(row);
	return row instanceof CandidateRow ? candidateItem(row) : novelItem(row);
}

/** Names what is the same from one look to the next. */
export function rowId(row: ManuscriptRow): string {
	if (row instanceof ChapterRow) return JSON.stringify([row.folder, row.shown.chapter]);
	if (row instanceof CandidateRow) return JSON.stringify([row.of.folder, row.of.shown.chapter, 'candidate']);
	return JSON.stringify([row.novel.folder]);
}

function novelItem(row: NovelRow): vscode.TreeItem {
	const item = new vscode.TreeItem(row.novel.title, vscode.TreeItemCollapsibleState.Expanded);
	item.id = rowId(row);
	item.iconPath = new vscode.ThemeIcon('book');
	item.tooltip = escapedMarkdown([row.novel.folder]);
	item.contextValue = 'novel';
	return item;
}

function chapterItem(row: ChapterRow): vscode.TreeItem {
	const { shown } = row;
	const { None, Expanded } = vscode.TreeItemCollapsibleState;
	const label = chapterLabel(shown);
	const sentences = chapterSentences(shown);
	const item = new vscode.TreeItem(label, shown.hasCandidate ? Expanded : None);
	item.id = rowId(row);
	item.description = chapterDescription(shown);
	item.iconPath = iconOf(shown);
	item.tooltip = escapedMarkdown([label, ...sentences]);
	item.accessibilityInformation = { label: [label, ...sentences].join(' ') };
	item.contextValue = contextOf(shown);
	item.command = { command: 'prometheusNovel.manuscript.open', title: vscode.l10n.t('Open'), arguments: [row] };
	return item;
}

function candidateItem(row: CandidateRow): vscode.TreeItem {
	const { folder, shown } = row.of;
	const item = new vscode.TreeItem(vscode.l10n.t('Candidate'));
	item.id = rowId(row);
	item.iconPath = new vscode.ThemeIcon('diff');
	item.tooltip = escapedMarkdown([vscode.l10n.t('A new version of {0}, beside yours.', chapterLabel(shown)), folder]);
	item.accessibilityInformation = { label: vscode.l10n.t('Candidate for chapter {0}', shown.chapter) };
	item.contextValue = 'candidate';
	item.command = {
		command: 'prometheusNovel.manuscript.compare',
		title: vscode.l10n.t('Compare'),
		arguments: [row],
	};
	return item;
}

/** Told apart by their shapes; the colour says the same once more. */
function iconOf({ state, isInWork, staleness }: ShownChapter): vscode.ThemeIcon {
	if (isInWork) return new vscode.ThemeIcon('loading~spin');
	if (staleness?.freshness === 'stale')
		return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
	return new vscode.ThemeIcon(...icons[state]);
}

const icons: Readonly<Record<ShownChapter['state'], readonly [id: string, color?: vscode.ThemeColor]>> = {
	planned: ['circle-outline', new vscode.ThemeColor('disabledForeground')],
	drafting: ['circle-slash', new vscode.ThemeColor('charts.yellow')],
	drafted: ['pass', new vscode.ThemeColor('charts.green')],
	edited: ['edit', new vscode.ThemeColor('charts.blue')],
};

/** Words that the `when` clauses of package.json look for. */
function contextOf({ state, isInWork, staleness, hasCandidate, cost }: ShownChapter): string {
	return [
		'chapter',
		isInWork ? 'inWork' : state,
		...(staleness?.freshness === 'stale' ? ['stale'] : []),
		...(hasCandidate ? ['hasCandidate'] : []),
		...(cost > 0 || state !== 'planned' ? ['called'] : []),
	].join(' ');
}

/** The uri of a chapter's file. */
export function chapterUri({ folder, shown }: ChapterRow): vscode.Uri {
	return vscode.Uri.file(join(folder, shown.path));
}

/** Nothing in it is more than text: titles and paths come from files. */
function escapedMarkdown(paragraphs: readonly string[]): vscode.MarkdownString {
	return new vscode.MarkdownString(paragraphs.map(escapedLine).join('\n\n'));
}
