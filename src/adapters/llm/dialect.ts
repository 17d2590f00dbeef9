import type { SharedV4ProviderOptions } from '@ai-sdk/provider';
import { createHash } from 'node:crypto';
import type { ModelRequest } from '../../core/models/languageModel.js';
import type { SchemaSupport } from './knownProviders.js';
import type { Provider } from './providers.js';

/** What differs between providers in how one and the same request is put to them. */
export interface Dialect {
	readonly schemaSupport: SchemaSupport;
	/** Whether a user message may have several text parts; small servers' chat templates often take only a string. */
	readonly textParts: boolean;
	/** Marks the end of a prefix to be cached, where that has to be said; undefined where caching is automatic. */
	readonly cacheBreakpoint: SharedV4ProviderOptions | undefined;
	readonly requestOptions: (request: ModelRequest) => SharedV4ProviderOptions;
}

export function dialectOf(provider: Provider, model: string): Dialect {
	const { schemaSupport } = provider;
	switch (provider.kind) {
		case 'openai':
			return { schemaSupport, textParts: true, cacheBreakpoint: undefined, requestOptions: openaiOptions };
		case 'anthropic':
			return {
				schemaSupport,
				textParts: true,
				cacheBreakpoint: { anthropic: { cacheControl: ephemeral } },
				requestOptions: () => ({}),
			};
		case 'google':
			return { schemaSupport, textParts: true, cacheBreakpoint: undefined, requestOptions: () => ({}) };
		case 'openai-compatible':
			return compatibleDialect(provider, model);
	}
}

const ephemeral = { type: 'ephemeral' } as const;

/**
 * The key keeps the calls of one book on one cache. Schemas are not enforced strictly, because strict mode refuses
 * those with optional properties. Replies are not stored at OpenAI: a manuscript is nobody else's.
 */
function openaiOptions(request: ModelRequest): SharedV4ProviderOptions {
	return { openai: { strictJsonSchema: false, store: false, promptCacheKey: cacheKeyOf(request.system) } };
}

function cacheKeyOf(system: string): string {
	return createHash('sha256').update(system).digest('hex').slice(0, 32);
}

function compatibleDialect(provider: Provider, model: string): Dialect {
	const openrouter = provider.name === 'openrouter';
	const breakpoints = openrouter && model.startsWith('anthropic/');
	return {
		schemaSupport: provider.schemaSupport,
		textParts: breakpoints,
		cacheBreakpoint: breakpoints ? { openaiCompatible: { cache_control: ephemeral } } : undefined,
		requestOptions: () => ({
			openaiCompatible: { strictJsonSchema: false },
			...(openrouter ? { openrouter: { usage: { include: true } } } : {}),
		}),
	};
}
