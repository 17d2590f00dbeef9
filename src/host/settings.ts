import * as vscode from 'vscode';
import type { Closable } from '../base/lifetime.js';
import { strategies, type Strategy } from '../core/execution/strategies.js';
import { defaultSettings, type ProjectSettings } from '../compose/projectSettings.js';

export const settingsSection = 'prometheusNovel';

/** The settings of each novel, read once and again when they change: a run asks for them many times a second. */
export class Settings implements Closable {
	readonly #known = new Map<string, ProjectSettings>();
	readonly #changes: vscode.Disposable;

	constructor() {
		this.#changes = vscode.workspace.onDidChangeConfiguration((change) => {
			if (change.affectsConfiguration(settingsSection)) this.#known.clear();
		});
	}

	/** As they count for one novel's folder, or outside all of them. */
	of(folder: vscode.Uri | undefined): ProjectSettings {
		const key = folder?.toString() ?? '';
		const known = this.#known.get(key) ?? readSettings(folder);
		this.#known.set(key, known);
		return known;
	}

	close(): void {
		this.#changes.dispose();
	}
}

/** VS Code itself keeps workspace values out of an untrusted folder. */
function readSettings(folder: vscode.Uri | undefined): ProjectSettings {
	const settings = vscode.workspace.getConfiguration(settingsSection, folder);
	const value = <T>(key: string, fallback: T): T => settings.get<T>(key) ?? fallback;
	return {
		models: {
			plan: value('models.plan', defaultSettings.models.plan),
			draft: value('models.draft', defaultSettings.models.draft),
			check: value('models.check', defaultSettings.models.check),
		},
		fallbackModel: value('models.fallback', defaultSettings.fallbackModel).trim(),
		catalogue: value('models.catalogue', defaultSettings.catalogue),
		providers: value('providers', defaultSettings.providers),
		prices: value('prices', defaultSettings.prices),
		budgetUsd: value('budget.usd', defaultSettings.budgetUsd),
		runBudgetUsd: value('budget.perRunUsd', defaultSettings.runBudgetUsd),
		monthBudgetUsd: value('budget.perMonthUsd', defaultSettings.monthBudgetUsd),
		budgetAlerts: value('budget.alerts', defaultSettings.budgetAlerts),
		whenBudgetServerIsAway: value('budget.whenServerIsAway', defaultSettings.whenBudgetServerIsAway),
		askAboveUsd: value('budget.askAboveUsd', defaultSettings.askAboveUsd),
		concurrency: wholeNumber(value('execution.concurrency', defaultSettings.concurrency), 1, 64),
		strategy: strategyOf(value('execution.strategy', defaultSettings.strategy)),
		rateLimits: value('execution.rateLimits', defaultSettings.rateLimits),
		contextMaxTokens: wholeNumber(value('context.maxTokens', defaultSettings.contextMaxTokens), 200, 100_000),
		audits: value('execution.audits', defaultSettings.audits) === 'batch' ? 'batch' : 'now',
		continuity: value('execution.continuity', defaultSettings.continuity) === 'planned' ? 'planned' : 'chained',
		voicePass: value('pipeline.voicePass', defaultSettings.voicePass),
		firstTextTimeoutMs: wholeNumber(value('timeouts.firstTextSeconds', 120), 5, 3_600) * 1_000,
		totalTimeoutMs: wholeNumber(value('timeouts.totalSeconds', 900), 10, 7_200) * 1_000,
		rehearsalTokensPerSecond: wholeNumber(value('rehearsal.tokensPerSecond', 250), 0, 100_000),
		embeddingModel: value('memory.embeddingModel', defaultSettings.embeddingModel),
		backupIntervalSeconds: wholeNumber(value('memory.backupIntervalSeconds', 3_600), 0, 604_800),
		keepBackups: wholeNumber(value('memory.keepBackups', defaultSettings.keepBackups), 1, 1_000),
	};
}

function strategyOf(value: string): Strategy {
	return strategies.find((one) => one === value) ?? defaultSettings.strategy;
}

/** A settings file may hold anything. */
function wholeNumber(value: number, least: number, most: number): number {
	return Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : least;
}
