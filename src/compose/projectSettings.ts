import { defaultThresholds, type AlertThresholds } from '../core/cost/alerts.js';
import type { WhenServerIsAway } from '../core/cost/sharedBudget.js';
import type { Strategy } from '../core/execution/strategies.js';
import type { CatalogueOverrides } from '../core/models/catalogueSettings.js';
import type { Continuity } from '../core/pipeline/stageGraph.js';
import type { RateLimits } from '../core/execution/rateLimits.js';
import type { ModelRole } from '../core/pipeline/stages.js';
import type { PriceOverrides } from '../adapters/llm/priceOverride.js';
import type { ProviderConfigs } from '../adapters/llm/providers.js';
import type { AuditTiming } from '../services/generation/generationSettings.js';

/** All settings of a novel project, as the host read them. */
export interface ProjectSettings {
	readonly models: Readonly<Record<ModelRole, string>>;
	/** Takes the place of a model whose provider keeps failing; empty for none. */
	readonly fallbackModel: string;
	/** What is known of models, besides the built-in list. */
	readonly catalogue: CatalogueOverrides;
	readonly providers: ProviderConfigs;
	readonly prices: PriceOverrides;
	/** Dollars. */
	readonly budgetUsd: number;
	/** Dollars; 0 for no limit. */
	readonly runBudgetUsd: number;
	readonly monthBudgetUsd: number;
	/** Percent of a budget. */
	readonly budgetAlerts: AlertThresholds;
	/** What calls do while the server of a shared budget is away. */
	readonly whenBudgetServerIsAway: WhenServerIsAway;
	/** Dollars that a whole book may be expected to cost without asking first. */
	readonly askAboveUsd: number;
	/** Model calls at once. */
	readonly concurrency: number;
	/** Which of the calls that could be made go first. */
	readonly strategy: Strategy;
	/** What providers allow a minute, where they do not tell themselves. */
	readonly rateLimits: RateLimits;
	/** Tokens of story memory in one prompt. */
	readonly contextMaxTokens: number;
	readonly voicePass: boolean;
	/** When finished chapters are audited: while the book is written, or together in a batch for less. */
	readonly audits: AuditTiming;
	/** Whether a chapter waits for the text of the one before, or only for its plan. */
	readonly continuity: Continuity;
	/** Milliseconds to the first text of a reply, and to its end. */
	readonly firstTextTimeoutMs: number;
	readonly totalTimeoutMs: number;
	/** Speed of the rehearsal model; 0 for as fast as it can. */
	readonly rehearsalTokensPerSecond: number;
	/** Finds memories by meaning; empty for none. */
	readonly embeddingModel: string;
	/** Seconds between backups; 0 for none by the clock. */
	readonly backupIntervalSeconds: number;
	/** Backups that are kept, besides those from before a restore. */
	readonly keepBackups: number;
}

export const defaultSettings: ProjectSettings = {
	models: { plan: 'rehearsal', draft: 'rehearsal', check: 'rehearsal' },
	fallbackModel: '',
	catalogue: {},
	providers: {},
	prices: {},
	budgetUsd: 50,
	runBudgetUsd: 0,
	monthBudgetUsd: 0,
	budgetAlerts: defaultThresholds,
	whenBudgetServerIsAway: 'pause',
	askAboveUsd: 1,
	concurrency: 10,
	strategy: 'dependency-aware',
	rateLimits: {},
	contextMaxTokens: 2_000,
	voicePass: false,
	audits: 'now',
	continuity: 'chained',
	firstTextTimeoutMs: 120_000,
	totalTimeoutMs: 900_000,
	rehearsalTokensPerSecond: 0,
	embeddingModel: '',
	backupIntervalSeconds: 3_600,
	keepBackups: 10,
};
