import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { keyOrNone, type Connection } from './connection.js';

/**
 * Chat Completions: stateless, the same prompt cache and structured outputs as Responses for single turns, and the
 * one that gateways under a base URL of one's own speak. A few models answer on Responses alone.
 */
export function openOpenaiModel(connection: Connection, model: string): LanguageModelV4 {
	const { provider, fetch } = connection;
	const openai = createOpenAI({ baseURL: provider.baseUrl, apiKey: keyOrNone(connection), fetch });
	return responsesOnly.test(model) ? openai.responses(model) : openai.chat(model);
}

/** As of November 2026. */
const responsesOnly = /^(o[1-9]-pro|gpt-5(\.\d)?-pro|.*-codex)(-|$)|deep-research/;
