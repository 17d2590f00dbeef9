import type * as vscode from 'vscode';
import type { Lifetime } from '../base/lifetime.js';
import { CandidateCommands } from './candidateCommands.js';
import type { CommandId } from './commandIds.js';
import { Receipts } from './context/receipts.js';
import { startCosts } from './costs/costHost.js';
import { DashboardCommands } from './dashboard/dashboardCommands.js';
import { startDashboard } from './dashboard/dashboardHost.js';
import { GenerationCommands } from './generationCommands.js';
import { ImportCommand } from './importCommand.js';
import type { Keys } from './keys.js';
import { startManuscript } from './manuscript/manuscriptHost.js';
import { startMemory } from './memory/memoryHost.js';
import { ModelCommands } from './modelCommands.js';
import { newNovel } from './newNovelCommand.js';
import type { Novels } from './novels.js';
import { ProfileCommands } from './profiling/profileCommands.js';

export interface HostCommandsParts {
	readonly novels: Novels;
	readonly keys: Keys;
	readonly lifetime: Lifetime;
	/** The root of the extension. */
	readonly extension: vscode.Uri;
	/** Looks for novels that have come or gone. */
	readonly notice: () => void;
}

export interface HostCommands {
	readonly commands: Readonly<Record<CommandId, (argument: unknown) => Promise<unknown>>>;
	readonly generation: GenerationCommands;
}

/** Everything that an author can have done, and the views and items that belong to it. */
export function hostCommands({ novels, keys, lifetime, extension, notice }: HostCommandsParts): HostCommands {
	const costs = startCosts(novels, keys, lifetime);
	const memory = startMemory(novels, keys, extension, lifetime);
	const dashboard = lifetime.own(startDashboard(novels, memory.standings, extension));
	const boards = new DashboardCommands(novels, dashboard);
	const profiles = new ProfileCommands(novels, dashboard);
	const candidates = lifetime.own(new CandidateCommands(novels));
	const generation = lifetime.own(new GenerationCommands(novels, candidates, costs));
	const receipts = lifetime.own(new Receipts(novels));
	const models = new ModelCommands(novels, keys);
	const imports = new ImportCommand(novels, generation);
	const commands: HostCommands['commands'] = {
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
		openDashboard: (argument) => boards.open(argument),
		showSpending: (argument) => boards.showSpending(argument),
		showBottlenecks: (argument) => profiles.show(argument),
		exportProfile: (argument) => profiles.export(argument),
		showReceipt: (argument) => receipts.show(argument),
		compareCandidate: (argument) => candidates.compare(argument),
		acceptCandidate: (argument) => candidates.accept(argument),
		discardCandidate: (argument) => candidates.discard(argument),
		importManuscript: (argument) => imports.run(argument, notice),
		...startManuscript(novels, generation, async (id, argument) => await commands[id](argument), lifetime),
		...memory.commands,
	};
	return { commands, generation };
}
