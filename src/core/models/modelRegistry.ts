import type { LanguageModel } from './languageModel.js';
import type { ModelId } from './modelId.js';

/** A model that can be chosen now, as `chooseModels` shows it. */
export interface ReachableModel {
	readonly id: ModelId;
	readonly name: string;
	/** Tokens; undefined when nobody says. */
	readonly contextWindow: number | undefined;
}

/** Where models come from: settings, keys and adapters of one host. */
export interface ModelRegistry {
	/** @throws AppError when the provider is unknown or its key is missing, with what to do. */
	open(id: ModelId): Promise<LanguageModel>;
	/** All models that answer now; a provider that cannot be reached contributes a sentence instead. */
	reachable(
		signal: AbortSignal,
	): Promise<{ readonly models: readonly ReachableModel[]; readonly unreachable: readonly string[] }>;
}
