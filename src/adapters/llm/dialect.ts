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
			return openaiDialect(schemaSupport, cachesAtMarks(model));
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
const explicit = { mode: 'explicit' } as const;

/**
 * From GPT-5.6 on, OpenAI's cache holds what ends at a mark, bills for writing it, and by itself marks only the end of
 * the last message, which no other call shares. Source: developers.openai.com/api/docs/guides/prompt-caching.
 */
function cachesAtMarks(model: string): boolean {
	return /^gpt-(5\.[6-9]|[6-9])/.test(model);
}

/**
 * The key keeps the calls of one book on one cache. Schemas are not enforced strictly, because strict mode refuses
 * those with optional properties. Replies are not stored at OpenAI: a manuscript is nobody else's.
 */
function openaiDialect(schemaSupport: SchemaSupport, marks: boolean): Dialect {
	return {
		schemaSupport,
		textParts: true,
		cacheBreakpoint: marks ? { openai: { promptCacheBreakpoint: explicit } } : undefined,
		requestOptions: ({ system }) => ({
			openai: {
				strictJsonSchema: false,
				store: false,
				promptCacheKey: cacheKeyOf(system),
				...(marks ? { promptCacheOptions: explicit } : {}),
			},
		}),
	};
}

function cacheKeyOf(system: string): string {
	return createHash('sha256').update(system).digest('hex').slice(0, 32);
}

function compatibleDialect(provider: Provider, model: string): Dialect {
	const openrouter = provider.name === 'openrouter';
	const breakpoints = openrouter && takesBreakpoints(model);
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

/** OpenRouter hands the marks on in each provider's own form. Source: openrouter.ai/docs, "Prompt Caching". */
function takesBreakpoints(model: string): boolean {
	const [, maker, name = ''] = /^~?([^/]+)\/(.*)$/.exec(model) ?? [];
	return (
		maker === 'anthropic' ||
		(maker === 'google' && name.startsWith('gemini')) ||
		(maker === 'openai' && cachesAtMarks(name))
	);
}
