import * as vscode from 'vscode';
import { budgetSharingSentence } from '../costs/budgetSharingSentence.js';
import type { DashboardLook, ReadyDashboard } from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { KeptStats } from '../keptStats.js';
import type { MemoryStanding } from '../memory/memoryView.js';
import type { Novels } from '../novels.js';
import { alertsShown } from './alertsShown.js';
import type { BookForecasts } from './bookForecasts.js';
import type { BookProgress } from './bookProgress.js';
import { budgetShown } from './budgetShown.js';
import { costsShown } from './costsShown.js';
import { forecastShown } from './forecastShown.js';
import { memoryHealth } from './memoryHealth.js';
import type { RunActivity } from './runActivity.js';
import { runsShown } from './runsShown.js';

export interface DashboardSources {
	readonly novels: Novels;
	readonly progress: BookProgress;
	readonly forecasts: BookForecasts;
	readonly stats: KeptStats;
	activity(project: NovelProject): RunActivity;
	standing(project: NovelProject): MemoryStanding;
}

/** Everything that the dashboard shows of a novel, as one value. */
export async function dashboardSnapshot(
	project: NovelProject,
	look: DashboardLook,
	sources: DashboardSources,
): Promise<ReadyDashboard> {
	const { costs } = project;
	const standing = await sources.progress.of(project);
	const status = costs.checkBudget();
	const runs = runsShown(project);
	return {
		state: 'ready',
		novel: standing.title === '' ? vscode.l10n.t('Untitled') : standing.title,
		progress: standing.progress,
		...activityOf(project, sources),
		budget: budgetShown(status, budgetProblems(project, sources.novels)),
		forecast: forecastShown(sources.forecasts.of(project)),
		costs: costsShown(look.breakdown, costs.costBreakdown(look.breakdown), status, {
			chapters: standing.titles,
			runs: new Map(runs.map(({ id, startedAt }) => [id, startedAt])),
		}),
		savings: {
			...status.savings,
			cachedShare: status.usage.inputTokens === 0 ? 0 : status.usage.cacheReadTokens / status.usage.inputTokens,
		},
		alerts: alertsShown(costs.alertHistory()),
		runs,
		memory: memoryHealth(project, sources.stats, sources.standing(project)),
	};
}

function activityOf(project: NovelProject, sources: DashboardSources): Pick<ReadyDashboard, 'activity'> {
	const activity = sources.activity(project).shown(project);
	return activity === undefined ? {} : { activity };
}

function budgetProblems({ folder, budgetSharing }: NovelProject, novels: Novels): readonly string[] {
	const { whenBudgetServerIsAway } = novels.hostFor(folder).settings();
	const { state, warnings } = budgetSharing;
	const away = state.kind === 'away' ? budgetSharingSentence(state, whenBudgetServerIsAway) : undefined;
	return [...(away === undefined ? [] : [away]), ...warnings];
}
