import type { ModelId } from '../../core/models/modelId.js';
import type { ProviderConfigs } from './providers.js';

/** What a provider takes for calls that it may answer within a day. */
export interface BatchTerms {
	/** Of the price. */
	readonly share: number;
	/** Whether cached reads, which cost less already, cost less still. */
	readonly onCacheReads: boolean;
}

/**
 * By the price table's name of the provider, as of November 2026: developers.openai.com/api/docs/pricing,
 * platform.claude.com/docs "Batch processing", ai.google.dev/gemini-api/docs/pricing.
 */
const terms: Readonly<Record<string, BatchTerms>> = {
	openai: { share: 0.5, onCacheReads: true },
	anthropic: { share: 0.5, onCacheReads: true },
	google: { share: 0.5, onCacheReads: false },
};

/** Undefined where batches cost what other calls cost. */
export function batchTermsOf(provider: string): BatchTerms | undefined {
	return Object.hasOwn(terms, provider) ? terms[provider] : undefined;
}

/** Batches are made in the wire formats of OpenAI and Anthropic, which gateways in other formats do not take. */
export function takesBatches({ provider }: ModelId, configs: ProviderConfigs): boolean {
	return (provider === 'openai' || provider === 'anthropic') && (configs[provider]?.kind ?? provider) === provider;
}
