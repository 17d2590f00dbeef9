import * as vscode from 'vscode';
import type { Closable } from '../../base/lifetime.js';
import { exceededThreshold } from '../../core/cost/alerts.js';
import { formatMoney, microUsd } from '../../core/cost/money.js';
import type { WhenServerIsAway } from '../../core/cost/sharedBudget.js';
import type { BudgetStatus } from '../../services/cost/costService.js';
import type { NovelProject } from '../../services/novelProject.js';
import { isInside } from '../isInside.js';
import type { Novels } from '../novels.js';
import { budgetTooltip } from './budgetTooltip.js';

/** Calls may settle by the dozen; the eye needs no more. */
const refreshMs = 250;

/** `$(book) $3.21 / $50`: spent and budget, from the ledger. */
export class BudgetStatusBar implements Closable {
	readonly #item: vscode.StatusBarItem;
	readonly #novels: Novels;
	readonly #disposables: vscode.Disposable[] = [];
	#timer: NodeJS.Timeout | undefined;

	constructor(novels: Novels) {
		this.#novels = novels;
		this.#item = vscode.window.createStatusBarItem('prometheusNovel.budget', vscode.StatusBarAlignment.Left, 10);
		this.#item.name = vscode.l10n.t('Novel Budget');
		this.#item.command = 'prometheusNovel.openDashboard';
		const stop = novels.onOpen((project) => this.#watch(project));
		const settings = vscode.workspace.onDidChangeConfiguration((change) => {
			if (change.affectsConfiguration('prometheusNovel.budget')) this.#refreshSoon();
		});
		const active = vscode.window.onDidChangeActiveTextEditor(() => this.#refreshSoon());
		const closed = novels.onClose(() => this.#refresh());
		this.#disposables.push(this.#item, settings, active, { dispose: stop }, { dispose: closed });
	}

	close(): void {
		clearTimeout(this.#timer);
		vscode.Disposable.from(...this.#disposables).dispose();
	}

	#watch(project: NovelProject): void {
		this.#disposables.push({ dispose: project.costs.onChange(() => this.#refreshSoon()) });
		this.#refresh();
	}

	#refreshSoon(): void {
		this.#timer ??= setTimeout(() => this.#refresh(), refreshMs);
	}

	#refresh(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const project = this.#current();
		if (project === undefined) return this.#item.hide();
		const status = project.costs.checkBudget();
		const [spent, limit] = [formatMoney(microUsd(status.spent + status.spentElsewhere)), formatMoney(status.limit)];
		const isAway = project.budgetSharing.state.kind === 'away';
		this.#item.text = `$(book) ${spent} / ${limit}${isAway ? ' $(debug-disconnect)' : ''}`;
		const label = vscode.l10n.t('Novel budget: {0} of {1} spent', spent, limit);
		this.#item.accessibilityInformation = {
			label: isAway ? `${label}. ${vscode.l10n.t('The server of the shared budget is away.')}` : label,
		};
		this.#item.backgroundColor = background(status);
		this.#item.tooltip = budgetTooltip(project, status, this.#whenAway(project));
		this.#item.show();
	}

	#whenAway({ folder }: NovelProject): WhenServerIsAway {
		return this.#novels.hostFor(folder).settings().whenBudgetServerIsAway;
	}

	/** The novel of the active file, or the first. */
	#current(): NovelProject | undefined {
		const active = vscode.window.activeTextEditor?.document.uri.fsPath;
		const open = this.#novels.opened;
		return open.find(({ folder }) => active !== undefined && isInside(folder, active)) ?? open[0];
	}
}

/** Whatever is nearest to its end: the novel's budget, or the month's. */
function background({ share, month, thresholds, problem }: BudgetStatus): vscode.ThemeColor | undefined {
	const ofMonth = month === undefined ? 0 : (month.spent + month.held) / month.limit;
	const most = Math.max(share, ofMonth) * 100;
	if (most >= exceededThreshold || problem !== undefined) return new vscode.ThemeColor('statusBarItem.errorBackground');
	return most >= thresholds.critical ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
}
