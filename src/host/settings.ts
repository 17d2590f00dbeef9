import * as vscode from 'vscode';
import { defaultSettings, type ProjectSettings } from '../compose.js';

export const settingsSection = 'prometheusNovel';

/** The settings as they count for one novel's folder. VS Code itself keeps workspace values out of an untrusted one. */
export function readSettings(folder: vscode.Uri | undefined): ProjectSettings {
	const settings = vscode.workspace.getConfiguration(settingsSection, folder);
	const value = <T>(key: string, fallback: T): T => settings.get<T>(key) ?? fallback;
	return {
		models: {
			plan: value('models.plan', defaultSettings.models.plan),
			draft: value('models.draft', defaultSettings.models.draft),
			check: value('models.check', defaultSettings.models.check),
		},
		providers: value('providers', defaultSettings.providers),
		prices: value('prices', defaultSettings.prices),
		budgetUsd: value('budget.usd', defaultSettings.budgetUsd),
		concurrency: wholeNumber(value('execution.concurrency', defaultSettings.concurrency), 1, 64),
		contextMaxTokens: wholeNumber(value('context.maxTokens', defaultSettings.contextMaxTokens), 200, 100_000),
		voicePass: value('pipeline.voicePass', defaultSettings.voicePass),
		firstTextTimeoutMs: wholeNumber(value('timeouts.firstTextSeconds', 120), 5, 3_600) * 1_000,
		totalTimeoutMs: wholeNumber(value('timeouts.totalSeconds', 900), 10, 7_200) * 1_000,
		rehearsalTokensPerSecond: wholeNumber(value('rehearsal.tokensPerSecond', 250), 0, 100_000),
		embeddingModel: value('memory.embeddingModel', defaultSettings.embeddingModel),
		backupIntervalSeconds: wholeNumber(value('memory.backupIntervalSeconds', 3_600), 0, 604_800),
		keepBackups: wholeNumber(value('memory.keepBackups', defaultSettings.keepBackups), 1, 1_000),
	};
}

/** A settings file may hold anything. */
function wholeNumber(value: number, least: number, most: number): number {
	return Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : least;
}
