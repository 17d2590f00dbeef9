import type { DatabaseSync } from 'node:sqlite';
import { microUsd } from '../core/cost/money.js';
import { catalogueModels } from '../core/models/catalogue.js';
import { catalogueOf, type CatalogueOverrides } from '../core/models/catalogueSettings.js';
import { parseModelId } from '../core/models/modelId.js';
import { modelRoles } from '../core/pipeline/stages.js';
import { takesTemperature } from '../adapters/llm/sampling.js';
import { SqliteEvidence } from '../adapters/sqlite/sqliteEvidence.js';
import { SqliteForecastBook } from '../adapters/sqlite/sqliteForecastBook.js';
import { SqliteUsageHistory } from '../adapters/sqlite/sqliteUsageHistory.js';
import { ForecastService, type ForecastServicePorts, type RoleModels } from '../services/cost/forecastService.js';
import { RecommendationService } from '../services/cost/recommendationService.js';
import { WorkerRehearsal } from './workerRehearsal.js';

export interface ForecastComposition extends Omit<
	ForecastServicePorts,
	'rehearsal' | 'history' | 'book' | 'modelsOf' | 'thinks' | 'settings'
> {
	readonly database: DatabaseSync;
	/** Of the novel. */
	readonly folder: string;
	readonly dist: URL;
	settings(): ReturnType<ForecastServicePorts['settings']> & { readonly catalogue: CatalogueOverrides };
	key(provider: string): Promise<string | undefined>;
}

export interface ComposedForecasts {
	readonly forecasts: ForecastService;
	readonly recommendations: RecommendationService;
}

/** What is going to be spent, and what else could do it. */
export function composeForecasts(inputs: ForecastComposition): ComposedForecasts {
	const { database, folder, dist, prices, ledger, costs } = inputs;
	const recommendations = new RecommendationService({
		prices,
		ledger,
		evidence: new SqliteEvidence(database),
		catalogue: () => catalogueOf(inputs.settings().catalogue),
		budgetLeft: () => costs.checkBudget().left,
	});
	const forecasts = new ForecastService({
		...inputs,
		settings: () => inputs.settings(),
		rehearsal: new WorkerRehearsal({ folder, dist, settings: () => inputs.settings() }),
		history: new SqliteUsageHistory(database),
		book: new SqliteForecastBook(database),
		thinks,
		modelsOf: (quality, signal) => modelsOf(quality, recommendations, (provider) => inputs.key(provider), signal),
	});
	return { forecasts, recommendations };
}

/** A model that is not listed thinks when its maker lets nobody choose how warm it is. */
function thinks(name: string): boolean {
	const listed = catalogueModels.find(({ id }) => id === name);
	return listed === undefined ? !takesTemperature(name) : listed.reasoning === true;
}

/** The cheapest of a quality for each role, of providers that there is a key for; undefined when there are none. */
async function modelsOf(
	quality: Parameters<ForecastServicePorts['modelsOf']>[0],
	recommendations: RecommendationService,
	key: ForecastComposition['key'],
	signal: AbortSignal,
): Promise<RoleModels | undefined> {
	const keyed = new Map<string, boolean>();
	for (const { id } of recommendations.catalogue()) {
		const { provider } = parseModelId(id);
		if (!keyed.has(provider)) keyed.set(provider, (await key(provider)) !== undefined);
	}
	const among = ({ id }: { readonly id: string }): boolean => keyed.get(parseModelId(id).provider) === true;
	const models: Partial<Record<keyof RoleModels, string>> = {};
	for (const role of modelRoles) {
		// What a book costs is what the forecast says; the budget is not asked twice.
		const { ranked } = await recommendations.recommend({ stage: role, quality, among, budget: plenty }, signal);
		const best = ranked.find(({ model }) => model.quality === quality);
		if (best === undefined) return undefined;
		models[role] = best.model.id;
	}
	return models as RoleModels;
}

const plenty = microUsd(1_000_000_000_000);
