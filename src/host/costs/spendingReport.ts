import * as vscode from 'vscode';
import { z } from 'zod';
import type { Closable } from '../../base/lifetime.js';
import type { BreakdownKey, BreakdownRow } from '../../core/cost/ledger.js';
import { formatMoney, microUsd, signedMoney } from '../../core/cost/money.js';
import type { BudgetStatus } from '../../services/cost/costService.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, parseArgument } from '../arguments.js';
import type { Novels } from '../novels.js';
import { inStageOrder, stageTitle } from '../stageTitles.js';
import { alertSentence } from './alertSentence.js';
import { escapeMarkdown } from '../pages/escapeMarkdown.js';
import { markdownTable } from '../pages/markdownTable.js';
import { locale } from '../locale.js';

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

const shownKeys = ['stage', 'chapter', 'model', 'role', 'day'] as const;

function pageOf(project: NovelProject): string {
	const status = project.costs.checkBudget();
	return [
		`# ${vscode.l10n.t('Spending')}`,
		`**${vscode.l10n.t('{0} of {1} spent', formatMoney(microUsd(status.spent + status.spentElsewhere)), formatMoney(status.limit))}** · ${vscode.l10n.t('{0} held for calls in flight', formatMoney(status.held))} · ${vscode.l10n.t('{0} left', formatMoney(status.left))}`,
		status.calls === 0
			? vscode.l10n.t('No model has been called yet. Generate a chapter, and its cost appears here.')
			: '',
		...(status.calls === 0
			? []
			: [savingsSentence(status), ...shownKeys.map((key) => tableOf(key, rowsOf(project, key)))]),
		...alertList(project),
		status.calls === 0
			? ''
			: vscode.l10n.t(
					'Every figure is a sum over the same ledger rows. Calls whose provider reports no usage are estimates.',
				),
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

function savingsSentence({ usage, savings }: BudgetStatus): string {
	const share = usage.inputTokens === 0 ? 0 : usage.cacheReadTokens / usage.inputTokens;
	const cache = vscode.l10n.t(
		'{0} % of the input tokens came from the providers’ prompt caches, which saved {1}.',
		Math.round(share * 100),
		signedMoney(savings.cache),
	);
	return savings.batch === 0 ? cache : `${cache} ${vscode.l10n.t('Batches saved {0}.', signedMoney(savings.batch))}`;
}

/** Oldest first, as they came. */
function alertList({ costs }: NovelProject): readonly string[] {
	const alerts = costs.alertHistory();
	if (alerts.length === 0) return [];
	const lines = alerts.map((alert) => `- ${new Date(alert.at).toLocaleString(locale())}: ${alertSentence(alert)}`);
	return [`## ${vscode.l10n.t('Alerts')}`, lines.join('\n')];
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
		day: vscode.l10n.t('Day'),
	};
	const columns = [
		headings[key] ?? key,
		vscode.l10n.t('Calls'),
		vscode.l10n.t('Input tokens'),
		vscode.l10n.t('of them cached'),
		vscode.l10n.t('Output tokens'),
		vscode.l10n.t('Saved'),
		vscode.l10n.t('Cost'),
	];
	const lines = rows.map(({ key: value, calls, usage, savings, spent }) =>
		[
			nameOf(key, value),
			calls,
			usage.inputTokens,
			usage.cacheReadTokens,
			usage.outputTokens,
			signedMoney(savings.cache + savings.batch),
			formatMoney(spent),
		].map((cell) => (typeof cell === 'number' ? cell.toLocaleString(locale()) : escapeMarkdown(cell))),
	);
	return markdownTable(columns, lines);
}

function nameOf(key: BreakdownKey, value: string | number | null): string {
	if (key === 'stage') return stageTitle(String(value));
	if (key === 'role') return roleTitles()[String(value)] ?? String(value);
	return value === null ? vscode.l10n.t('the whole book') : String(value);
}

function roleTitles(): Readonly<Record<string, string>> {
	return { plan: vscode.l10n.t('plan'), draft: vscode.l10n.t('draft'), check: vscode.l10n.t('check') };
}
