import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Connection } from './connection.js';
import type { ProviderKind } from './knownProviders.js';

export type OpenModel = (connection: Connection, model: string) => LanguageModelV4;

/** Loads a provider's package when its first model is opened: together they are over a megabyte. */
export async function loadOpenModel(kind: ProviderKind): Promise<OpenModel> {
	switch (kind) {
		case 'openai':
			return (await import('./openaiModel.js')).openOpenaiModel;
		case 'anthropic':
			return (await import('./anthropicModel.js')).openAnthropicModel;
		case 'google':
			return (await import('./googleModel.js')).openGoogleModel;
		case 'openai-compatible':
			return (await import('./compatibleModel.js')).openCompatibleModel;
	}
}
