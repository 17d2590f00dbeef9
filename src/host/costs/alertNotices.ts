import * as vscode from 'vscode';
import type { Closable } from '../../base/lifetime.js';
import type { BudgetAlert } from '../../core/cost/alerts.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { Novels } from '../novels.js';
import { alertSentence } from './alertSentence.js';
import type { BudgetCommand } from './budgetCommand.js';

/** Tells of crossed thresholds: for each budget the highest of those that were crossed at once. */
export class AlertNotices implements Closable {
	readonly #budget: BudgetCommand;
	readonly #stops: (() => void)[];

	constructor(novels: Novels, budget: BudgetCommand) {
		this.#budget = budget;
		this.#stops = [
			novels.onOpen((project) => {
				this.#stops.push(project.costs.onAlerts((alerts) => this.#tellAll(project, alerts)));
				// What was crossed when nobody was there to hear of it.
				project.costs.noteChange();
			}),
		];
	}

	close(): void {
		for (const stop of this.#stops.splice(0)) stop();
	}

	#tellAll(project: NovelProject, alerts: readonly BudgetAlert[]): void {
		// A run that is stopped says so itself, and offers what to do.
		const own = alerts.filter(({ level, spent, limit }) => level !== 'BUDGET_EXCEEDED' || spent >= limit);
		for (const [, ofScope] of Map.groupBy(own, ({ scope }) => scope)) {
			const highest = ofScope.toSorted((a, b) => a.threshold - b.threshold).at(-1);
			if (highest !== undefined) void this.#tell(project, highest);
		}
	}

	async #tell(project: NovelProject, alert: BudgetAlert): Promise<void> {
		const spending = vscode.l10n.t('Show Spending');
		const budget = vscode.l10n.t('Set Budget');
		const show = alert.level === 'INFO' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
		const answer = await show(alertSentence(alert), spending, budget);
		if (answer === spending)
			await vscode.commands.executeCommand('prometheusNovel.showSpending', { folder: project.folder });
		if (answer === budget) await this.#budget.ask(project);
	}
}
