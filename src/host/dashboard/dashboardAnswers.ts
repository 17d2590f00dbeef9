import * as vscode from 'vscode';
import { AppError } from '../../base/errors.js';
import type { DashboardLook, DashboardProtocol, DashboardStart } from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { PageAnswers } from '../webview/pageChannel.js';
import { chapterColumn } from '../chapterColumn.js';
import { callsShown } from './callsShown.js';

export interface DashboardAnswersParts {
	/** The novel that is shown; undefined while there is none. */
	project(): NovelProject | undefined;
	look(look: DashboardLook): void;
	estimate(project: NovelProject): void;
	retry(): void;
}

/** How the dashboard answers its page. */
export function dashboardAnswers(parts: DashboardAnswersParts): PageAnswers<DashboardProtocol> {
	const shown = (): NovelProject => {
		const project = parts.project();
		if (project === undefined) throw new AppError('not-a-novel', vscode.l10n.t('No novel is open any more.'));
		return project;
	};
	return {
		look: (look) => {
			parts.look(look);
			return {};
		},
		estimate: () => {
			parts.estimate(shown());
			return {};
		},
		calls: ({ breakdown, key }) => callsShown(shown(), breakdown, key),
		openChapter: async ({ chapter }) => {
			await openChapter(shown(), chapter);
			return {};
		},
		showReceipt: async ({ chapter }) => {
			await vscode.commands.executeCommand('prometheusNovel.showReceipt', { folder: shown().folder, chapter });
			return {};
		},
		start: ({ what }) => {
			// A command may ask, and a run takes hours: what comes of it is told elsewhere.
			if (what === 'tryAgain') parts.retry();
			else void vscode.commands.executeCommand(startCommands[what], ...argumentsOf(what, parts.project()));
			return {};
		},
	};
}

/** Beside the dashboard, so that neither hides the other. */
async function openChapter({ folder, outlook }: NovelProject, wanted: number): Promise<void> {
	const found = (await outlook.chapters()).find(({ chapter }) => chapter === wanted);
	if (found?.text === undefined)
		throw new AppError(
			'no-chapter',
			vscode.l10n.t('Chapter {0} has no file yet. Generate it, and it is there.', wanted),
		);
	const uri = vscode.Uri.joinPath(vscode.Uri.file(folder), found.path);
	await vscode.window.showTextDocument(uri, { viewColumn: chapterColumn(), preview: true });
}

/** With an argument, these ask for nothing; with none, the author is asked as from the palette. */
function argumentsOf(what: DashboardStart, project: NovelProject | undefined): readonly object[] {
	const isHeld = what === 'pauseGeneration' || what === 'resumeGeneration';
	return isHeld && project !== undefined ? [{ folder: project.folder }] : [];
}

const startCommands: Readonly<Record<Exclude<DashboardStart, 'tryAgain'>, string>> = {
	newNovel: 'prometheusNovel.newNovel',
	openFolder: 'vscode.openFolder',
	manageTrust: 'workbench.trust.manage',
	generateNextChapter: 'prometheusNovel.generateNextChapter',
	generateNovel: 'prometheusNovel.generateNovel',
	pauseGeneration: 'prometheusNovel.pauseGeneration',
	resumeGeneration: 'prometheusNovel.resumeGeneration',
	cancelGeneration: 'prometheusNovel.cancelGeneration',
	setBudget: 'prometheusNovel.setBudget',
	chooseModels: 'prometheusNovel.chooseModels',
	recommendModel: 'prometheusNovel.recommendModel',
	exportLedger: 'prometheusNovel.exportLedger',
	exportProfile: 'prometheusNovel.exportProfile',
	backUpMemory: 'prometheusNovel.memory.backup',
	checkMemory: 'prometheusNovel.memory.verify',
	openMemory: 'prometheusNovel.memory.focus',
};
