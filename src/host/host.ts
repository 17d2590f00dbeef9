import * as vscode from 'vscode';
import type { NovelApi } from '../api.js';
import { isAppError, isCancellation, sentenceOf } from '../base/errors.js';
import { Lifetime } from '../base/lifetime.js';
import type { NovelProject } from '../services/novelProject.js';
import { isByHand } from './arguments.js';
import { CandidateCommands } from './candidateCommands.js';
import type { CommandId } from './commandIds.js';
import { Receipts } from './context/receipts.js';
import { startCosts } from './costs/costHost.js';
import { ProfileCommands } from './profiling/profileCommands.js';
import { GenerationCommands } from './generationCommands.js';
import { Keys } from './keys.js';
import { ImportCommand } from './importCommand.js';
import { startManuscript } from './manuscript/manuscriptHost.js';
import { startMemory } from './memory/memoryHost.js';
import { ModelCommands } from './modelCommands.js';
import { newNovel } from './newNovelCommand.js';
import { NovelProblems } from './novelProblems.js';
import { Novels } from './novels.js';
import { novelApi } from './publicApi.js';

export interface Host {
	/** @param argument one plain object, or undefined when called by hand: then the command may ask, and tells its faults itself */
	run(id: CommandId, argument: unknown): Promise<unknown>;
	openNovels(): readonly NovelApi[];
	openNovel(folder: string): Promise<NovelApi>;
	close(): Promise<void>;
}

type Command = (argument: unknown) => Promise<unknown>;

export async function startHost(context: vscode.ExtensionContext): Promise<Host> {
	const lifetime = new Lifetime();
	const keys = new Keys(context.secrets);
	const novels = lifetime.own(new Novels(distOf(context), keys));
	const problems = lifetime.own(new NovelProblems(novels));
	const costs = startCosts(novels, keys, lifetime);
	const profiles = lifetime.own(new ProfileCommands(novels));
	const candidates = lifetime.own(new CandidateCommands(novels));
	const generation = lifetime.own(new GenerationCommands(novels, candidates, costs));
	const receipts = lifetime.own(new Receipts(novels));
	const models = new ModelCommands(novels, keys);
	const imports = new ImportCommand(novels, generation);
	const notice = (): void => void noticeNovels(novels, problems);
	const commands: Readonly<Record<CommandId, Command>> = {
		newNovel: async (argument) => {
			const made = await newNovel(argument);
			notice();
			return made;
		},
		planNovel: (argument) => generation.plan(argument),
		generateNextChapter: (argument) => generation.next(argument),
		generateChapter: (argument) => generation.chapter(argument),
		generateNovel: (argument) => generation.novel(argument),
		cancelGeneration: () => generation.cancel(),
		pauseGeneration: (argument) => generation.pause(argument),
		resumeGeneration: (argument) => generation.resume(argument),
		chooseModels: (argument) => models.choose(argument),
		setApiKey: (argument) => models.setKey(argument),
		...costs.commands,
		showBottlenecks: (argument) => profiles.show(argument),
		exportProfile: (argument) => profiles.export(argument),
		showReceipt: (argument) => receipts.show(argument),
		compareCandidate: (argument) => candidates.compare(argument),
		acceptCandidate: (argument) => candidates.accept(argument),
		discardCandidate: (argument) => candidates.discard(argument),
		importManuscript: (argument) => imports.run(argument, notice),
		...startManuscript(novels, generation, async (id, argument) => await commands[id](argument), lifetime),
		...startMemory(novels, keys, context.extensionUri, lifetime),
	};
	const files = vscode.workspace.createFileSystemWatcher('**/novel.json', false, true, false);
	const watching = vscode.Disposable.from(
		files,
		files.onDidCreate(notice),
		files.onDidDelete(notice),
		vscode.workspace.onDidChangeWorkspaceFolders(notice),
		vscode.workspace.onDidGrantWorkspaceTrust(notice),
	);
	lifetime.onClose(() => void watching.dispose());
	lifetime.onClose(novels.onOpen(tellOfRecovery));
	notice();
	return {
		run: (id, argument) => tellingFaults(() => commands[id](argument), isByHand(argument)),
		openNovels: () => novels.opened.map((project) => novelApi(project, generation)),
		openNovel: async (folder) => novelApi(await novels.open(folder), generation),
		close: () => lifetime.close(),
	};
}

/** Chunks may stand in folders of their own; the extension's root is the one fixed point. */
function distOf({ extensionUri }: vscode.ExtensionContext): URL {
	const dist = vscode.Uri.joinPath(extensionUri, 'dist').with({ scheme: 'file', authority: '' });
	return new URL(`${dist.toString()}/`);
}

/** A novel in the window is opened on its own, so that the budget and the Problems are there before the first command. */
async function noticeNovels(novels: Novels, problems: NovelProblems): Promise<void> {
	await novels.closeMissing();
	const folders = novels.folders();
	await vscode.commands.executeCommand('setContext', 'prometheusNovel.hasNovel', folders.length > 0);
	for (const folder of folders) {
		void problems.check(folder);
		// Faults are told when a command needs the novel; a window that opens should not begin with a dialog.
		if (vscode.workspace.isTrusted) novels.open(folder).catch(() => undefined);
	}
}

function tellOfRecovery({ recovery }: NovelProject): void {
	if (recovery === undefined) return;
	const { quarantined, newest, report } = recovery;
	const aside = vscode.l10n.t(
		'The database of this novel was damaged and has been put aside as {0}. Your chapters and your bible are untouched.',
		quarantined,
	);
	const back =
		newest === undefined || report === undefined
			? vscode.l10n.t('There was no good backup: what the novel remembered, cost and had in work is in that file.')
			: vscode.l10n.t(
					'{0} memories, the costs and the work in progress are back from the backup of {1}. What came after it is in that file.',
					report.restored,
					new Date(newest.manifest.createdAt).toLocaleString(),
				);
	void vscode.window.showWarningMessage(`${aside} ${back}`);
}

/** Called by hand, a fault is put into words here; called by code, it is thrown to the caller. */
async function tellingFaults(work: () => Promise<unknown>, byHand: boolean): Promise<unknown> {
	try {
		return await work();
	} catch (error) {
		if (isCancellation(error)) return undefined;
		if (!byHand) throw error;
		void tell(error);
		return undefined;
	}
}

/** What can be mended by a command offers it. */
async function tell(error: unknown): Promise<void> {
	const mend = isAppError(error) && error.code === 'missing-key' ? vscode.l10n.t('Set API Key') : undefined;
	const answer = await vscode.window.showErrorMessage(sentenceOf(error), ...(mend === undefined ? [] : [mend]));
	if (answer !== undefined) await vscode.commands.executeCommand('prometheusNovel.setApiKey');
}
