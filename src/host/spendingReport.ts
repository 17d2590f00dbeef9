import * as vscode from 'vscode';
import { z } from 'zod';
import type { Closable } from '../base/lifetime.js';
import type { BreakdownKey, BreakdownRow } from '../core/cost/ledger.js';
import { formatMoney, microUsd } from '../core/cost/money.js';
import type { BudgetStatus } from '../services/costService.js';
import type { NovelProject } from '../services/novelProject.js';
import { folderArgument, parseArgument } from './arguments.js';
import type { Novels } from './novels.js';
import { inStageOrder, stageTitle } from './stageTitles.js';

const scheme = 'prometheus-novel-spending';
const argumentSchema = z.strictObject({ folder: folderArgument });

/** What the book has cost, as a page that renews itself while calls settle. */
export class SpendingReport implements Closable {
	readonly #novels: Novels;
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	readonly #disposables: vscode.Disposable[];

	constructor(novels: Novels) {
		this.#novels = novels;
		const provider: vscode.TextDocumentContentProvider = {
			onDidChange: this.#changed.event,
			provideTextDocumentContent: async (uri) => pageOf(await novels.open(uri.query)),
		};
		const stop = novels.onOpen((project) =>
			this.#disposables.push({ dispose: project.costs.onChange(() => this.#changed.fire(uriOf(project))) }),
		);
		this.#disposables = [
			vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
			this.#changed,
			{ dispose: stop },
		];
	}

	/** @returns the totals that the page shows */
	async show(argument: unknown): Promise<BudgetStatus | undefined> {
		const given = parseArgument('showSpending', argumentSchema, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		await vscode.commands.executeCommand('markdown.showPreview', uriOf(project));
		return project.costs.checkBudget();
	}

	close(): void {
		vscode.Disposable.from(...this.#disposables).dispose();
	}
}

function uriOf(project: NovelProject): vscode.Uri {
	return vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Spending')}.md`, query: project.folder });
}

function pageOf(project: NovelProject): string {
	const status = project.costs.checkBudget();
	const left = microUsd(Math.max(0, status.limit - status.spent - status.held));
	return [
		`# ${vscode.l10n.t('Spending')}`,
		`**${vscode.l10n.t('{0} of {1} spent', formatMoney(status.spent), formatMoney(status.limit))}** · ${vscode.l10n.t('{0} held for calls in flight', formatMoney(status.held))} · ${vscode.l10n.t('{0} left', formatMoney(left))}`,
		status.calls === 0
			? vscode.l10n.t('No model has been called yet. Generate a chapter, and its cost appears here.')
			: '',
		...(status.calls === 0
			? []
			: (['stage', 'chapter', 'model', 'role'] as const).map((key) => tableOf(key, rowsOf(project, key)))),
		status.calls === 0
			? ''
			: vscode.l10n.t(
					'Every figure is a sum over the same ledger rows. Calls whose provider reports no usage are estimates.',
				),
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

function rowsOf(project: NovelProject, key: BreakdownKey): readonly BreakdownRow[] {
	const rows = project.costs.costBreakdown(key);
	return key === 'stage' ? inStageOrder(rows) : rows;
}

function tableOf(key: BreakdownKey, rows: readonly BreakdownRow[]): string {
	const headings: Partial<Record<BreakdownKey, string>> = {
		stage: vscode.l10n.t('Stage'),
		chapter: vscode.l10n.t('Chapter'),
		model: vscode.l10n.t('Model'),
		role: vscode.l10n.t('Role'),
	};
	const columns = [
		headings[key] ?? key,
		vscode.l10n.t('Calls'),
		vscode.l10n.t('Input tokens'),
		vscode.l10n.t('of them cached'),
		vscode.l10n.t('Output tokens'),
		vscode.l10n.t('Cost'),
	];
	const lines = rows.map(({ key: value, calls, usage, spent }) =>
		[nameOf(key, value), calls, usage.inputTokens, usage.cacheReadTokens, usage.outputTokens, formatMoney(spent)].map(
			(cell) => (typeof cell === 'number' ? cell.toLocaleString() : escape(cell)),
		),
	);
	return [columns, columns.map((_, index) => (index === 0 ? ':--' : '--:')), ...lines]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

function nameOf(key: BreakdownKey, value: string | number | null): string {
	if (key === 'stage') return stageTitle(String(value));
	return value === null ? vscode.l10n.t('the whole book') : String(value);
}

/** Names of models come from outside. */
function escape(text: string): string {
	return text.replaceAll(/[\\`*_{}[\]<>()#|!]/g, (character) => `\\${character}`);
}
