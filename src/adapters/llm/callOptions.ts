import type {
	LanguageModelV4CallOptions,
	LanguageModelV4Message,
	LanguageModelV4TextPart,
	SharedV4ProviderOptions,
} from '@ai-sdk/provider';
import { continueInstruction } from '../../core/models/continuation.js';
import type { ModelRequest } from '../../core/models/languageModel.js';
import type { Dialect } from './dialect.js';
import { takesTemperature } from './sampling.js';

/**
 * A shorter prefix is not cached by any provider (the smallest minimum is 1,024 tokens), and marking it is pointless.
 * In characters, at the four characters a token of English prose.
 */
const cacheableCharacters = 4096;

/** What is handed to a provider package for one call; the parts that stay the same come first. */
export function callOptionsOf(
	request: ModelRequest,
	model: string,
	dialect: Dialect,
	abortSignal: AbortSignal,
): LanguageModelV4CallOptions {
	const responseFormat = responseFormatOf(request, dialect);
	return {
		prompt: [...systemOf(request, dialect), ...userOf(request, dialect), ...continuationOf(request)],
		maxOutputTokens: request.maxOutputTokens,
		...(request.temperature !== undefined && takesTemperature(model) ? { temperature: request.temperature } : {}),
		...(responseFormat === undefined ? {} : { responseFormat }),
		providerOptions: dialect.requestOptions(request),
		abortSignal,
	};
}

function systemOf({ system }: ModelRequest, dialect: Dialect): LanguageModelV4Message[] {
	if (system === '') return [];
	return [{ role: 'system', content: system, ...breakpointAfter(system.length, dialect) }];
}

/** Providers refuse empty text parts, so an empty context leaves none. */
function userOf({ system, context, task }: ModelRequest, dialect: Dialect): LanguageModelV4Message[] {
	if (context === '') return [{ role: 'user', content: [textPart(task)] }];
	// Servers join the parts without anything in between.
	const prefix = `${context}\n\n`;
	if (!dialect.textParts) return [{ role: 'user', content: [textPart(prefix + task)] }];
	return [
		{
			role: 'user',
			content: [textPart(prefix, breakpointAfter(system.length + prefix.length, dialect)), textPart(task)],
		},
	];
}

function continuationOf({ soFar, goOn = continueInstruction }: ModelRequest): LanguageModelV4Message[] {
	if (soFar === '') return [];
	return [
		{ role: 'assistant', content: [textPart(soFar)] },
		{ role: 'user', content: [textPart(goOn)] },
	];
}

function textPart(text: string, options: { providerOptions?: SharedV4ProviderOptions } = {}): LanguageModelV4TextPart {
	return { type: 'text', text, ...options };
}

function breakpointAfter(prefixCharacters: number, dialect: Dialect): { providerOptions?: SharedV4ProviderOptions } {
	if (dialect.cacheBreakpoint === undefined || prefixCharacters < cacheableCharacters) return {};
	return { providerOptions: dialect.cacheBreakpoint };
}

/**
 * The rest of a reply that was cut is not a whole JSON value, so it is not held to the schema; what is asked for in a
 * turn of its own is.
 */
function responseFormatOf(
	{ replySchema, soFar, goOn }: ModelRequest,
	dialect: Dialect,
): LanguageModelV4CallOptions['responseFormat'] {
	const isRest = soFar !== '' && goOn === undefined;
	if (replySchema === undefined || isRest || dialect.schemaSupport === 'none') return undefined;
	if (dialect.schemaSupport === 'json') return { type: 'json' };
	return { type: 'json', name: replySchema.name, schema: replySchema.schema };
}
