import * as vscode from 'vscode';
import { z } from 'zod';
import { highestBudgetUsd } from '../../core/cost/budgetSettings.js';
import { formatMoney, microUsdOfDollars } from '../../core/cost/money.js';
import type { BudgetStatus } from '../../services/cost/costService.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, parseArgument } from '../arguments.js';
import type { Novels } from '../novels.js';
import { settingsSection } from '../settings.js';
import { locale } from '../locale.js';

const amount = z.number().min(0).max(highestBudgetUsd).optional();
const budgetArgument = z.strictObject({ folder: folderArgument, usd: amount, perRunUsd: amount, perMonthUsd: amount });

type BudgetSetting = 'usd' | 'perRunUsd' | 'perMonthUsd';
const budgetSettings: readonly BudgetSetting[] = ['usd', 'perRunUsd', 'perMonthUsd'];

/** Sets what a novel may cost. */
export class BudgetCommand {
	readonly #novels: Novels;

	constructor(novels: Novels) {
		this.#novels = novels;
	}

	/** @returns the budget as it stands afterwards; undefined when nothing was set */
	async run(argument: unknown): Promise<BudgetStatus | undefined> {
		const given = parseArgument('setBudget', budgetArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const wanted = given ?? (await this.#ask(project));
		return wanted === undefined ? undefined : await this.#set(project, wanted);
	}

	/** For one novel, with questions. */
	async ask(project: NovelProject): Promise<BudgetStatus | undefined> {
		const wanted = await this.#ask(project);
		return wanted === undefined ? undefined : await this.#set(project, wanted);
	}

	async #set(project: NovelProject, wanted: Partial<Record<BudgetSetting, number | undefined>>): Promise<BudgetStatus> {
		for (const setting of budgetSettings) {
			const value = wanted[setting];
			if (value !== undefined) await setBudget(project.folder, setting, value);
		}
		project.costs.noteChange();
		return project.costs.checkBudget();
	}

	/** Straight to the question of how much, for who has been stopped by it. @returns whether it was raised */
	async raise(project: NovelProject, setting: BudgetSetting): Promise<boolean> {
		const usd = await askAmount(project, setting, this.#current(project, setting));
		if (usd === undefined) return false;
		await setBudget(project.folder, setting, usd);
		project.costs.noteChange();
		return true;
	}

	async #ask(project: NovelProject): Promise<Partial<Record<BudgetSetting, number>> | undefined> {
		const items = budgetSettings.map((setting) => ({
			label: titleOf(setting),
			description: shown(setting, this.#current(project, setting)),
			setting,
		}));
		const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which budget?') });
		if (picked === undefined) return undefined;
		const usd = await askAmount(project, picked.setting, this.#current(project, picked.setting));
		return usd === undefined ? undefined : { [picked.setting]: usd };
	}

	#current({ folder }: NovelProject, setting: BudgetSetting): number {
		const { budgetUsd, runBudgetUsd, monthBudgetUsd } = this.#novels.hostFor(folder).settings();
		return { usd: budgetUsd, perRunUsd: runBudgetUsd, perMonthUsd: monthBudgetUsd }[setting];
	}
}

async function askAmount(
	{ costs }: NovelProject,
	setting: BudgetSetting,
	current: number,
): Promise<number | undefined> {
	const { spent } = costs.checkBudget();
	const none = setting === 'usd' ? '' : ` ${vscode.l10n.t('0 for no limit.')}`;
	const text = await vscode.window.showInputBox({
		title: titleOf(setting),
		value: String(current),
		prompt: `${vscode.l10n.t('In dollars. So far this novel has cost {0}.', formatMoney(spent))}${none}`,
		validateInput: problemOf,
		ignoreFocusOut: true,
	});
	return text === undefined ? undefined : amountOf(text);
}

/** People write `$20`, `20,50` and `20.50`. */
function amountOf(text: string): number {
	return Number(
		text
			.trim()
			.replace(/^\$\s*/, '')
			.replace(/,(\d{1,2})$/, '.$1'),
	);
}

function problemOf(text: string): string | undefined {
	const usd = text.trim() === '' ? Number.NaN : amountOf(text);
	if (usd >= 0 && usd <= highestBudgetUsd) return undefined;
	return vscode.l10n.t(
		'Write an amount in dollars from 0 to {0}, such as 20 or 7.50.',
		highestBudgetUsd.toLocaleString(locale()),
	);
}

function titleOf(setting: BudgetSetting): string {
	const titles = {
		usd: vscode.l10n.t('Budget of the novel'),
		perRunUsd: vscode.l10n.t('Budget of one run'),
		perMonthUsd: vscode.l10n.t('Budget of a month'),
	};
	return titles[setting];
}

function shown(setting: BudgetSetting, usd: number): string {
	return setting !== 'usd' && usd === 0 ? vscode.l10n.t('no limit') : formatMoney(microUsdOfDollars(usd));
}

/** In the novel's own settings where its folder is in the window, else in the user's. */
async function setBudget(folder: string, setting: BudgetSetting, usd: number): Promise<void> {
	const uri = vscode.Uri.file(folder);
	const inWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
	await vscode.workspace
		.getConfiguration(`${settingsSection}.budget`, uri)
		.update(setting, usd, inWorkspace ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Global);
}
