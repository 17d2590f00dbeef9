import * as vscode from 'vscode';
import type { Closable } from '../base/lifetime.js';
import { formatMoney, microUsd } from '../core/cost/money.js';
import type { BudgetStatus } from '../services/costService.js';
import type { NovelProject } from '../services/novelProject.js';
import { isInside } from './isInside.js';
import type { Novels } from './novels.js';
import { inStageOrder, stageTitle } from './stageTitles.js';

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
		this.#item.command = 'prometheusNovel.showSpending';
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
		this.#item.text = `$(book) ${formatMoney(status.spent)} / ${formatMoney(status.limit)}`;
		this.#item.accessibilityInformation = {
			label: vscode.l10n.t('Novel budget: {0} of {1} spent', formatMoney(status.spent), formatMoney(status.limit)),
		};
		this.#item.backgroundColor = background(status.share);
		this.#item.tooltip = tooltip(project, status);
		this.#item.show();
	}

	/** The novel of the active file, or the first. */
	#current(): NovelProject | undefined {
		const active = vscode.window.activeTextEditor?.document.uri.fsPath;
		const open = this.#novels.opened;
		return open.find(({ folder }) => active !== undefined && isInside(folder, active)) ?? open[0];
	}
}

function background(share: number): vscode.ThemeColor | undefined {
	if (share >= 1) return new vscode.ThemeColor('statusBarItem.errorBackground');
	return share >= 0.75 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
}

function tooltip(project: NovelProject, status: BudgetStatus): vscode.MarkdownString {
	const rows = inStageOrder(project.costs.costBreakdown('stage')).map(
		(row) => `| ${stageTitle(String(row.key))} | ${row.calls} | ${formatMoney(row.spent)} |`,
	);
	const held =
		status.held > 0
			? vscode.l10n.t('{0} held for calls in flight', formatMoney(status.held))
			: vscode.l10n.t('nothing in flight');
	const left = Math.max(0, status.limit - status.spent - status.held);
	const lines = [
		`**${vscode.l10n.t('Spent {0} of {1}', formatMoney(status.spent), formatMoney(status.limit))}** · ${held}`,
		'',
		vscode.l10n.t('{0} left · {1} calls', formatMoney(microUsd(left)), status.calls),
		'',
		...(rows.length > 0
			? [
					`| ${vscode.l10n.t('Stage')} | ${vscode.l10n.t('Calls')} | ${vscode.l10n.t('Cost')} |`,
					'|:--|--:|--:|',
					...rows,
				]
			: []),
	];
	return new vscode.MarkdownString(lines.join('\n'));
}
