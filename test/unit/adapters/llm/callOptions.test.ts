import assert from 'node:assert/strict';
import { callOptionsOf } from '../../../../src/adapters/llm/callOptions.js';
import { dialectOf } from '../../../../src/adapters/llm/dialect.js';
import { providerOf } from '../../../../src/adapters/llm/providers.js';
import type { ModelRequest } from '../../../../src/core/models/languageModel.js';
import { aRequest } from '../../../contract/languageModel.contract.js';

const gateway = { gateway: { baseUrl: 'https://gateway.example.com/v1' } };
const schema = { name: 'plan', schema: { type: 'object' } };
const long = 'word '.repeat(1000);

function optionsFor(
	provider: string,
	model: string,
	changes: Partial<ModelRequest> = {},
): ReturnType<typeof callOptionsOf> {
	const dialect = dialectOf(providerOf(provider, gateway), model);
	return callOptionsOf(aRequest(changes), model, dialect, new AbortController().signal);
}

/** Which parts of the prompt end a prefix that is to be cached. */
function breakpoints(options: ReturnType<typeof callOptionsOf>): readonly string[] {
	return options.prompt.flatMap((message) => {
		const parts = typeof message.content === 'string' ? [] : message.content;
		const marked = parts.map((part, index) =>
			part.providerOptions === undefined ? '' : `${message.role} part ${index}`,
		);
		return [message.providerOptions === undefined ? '' : message.role, ...marked].filter((name) => name !== '');
	});
}

describe('What is sent to a provider', () => {
	it('marks the ends of system and context for Anthropic to cache when they are long enough', () => {
		assert.deepEqual(breakpoints(optionsFor('anthropic', 'claude-opus-5', { system: long, context: long })), [
			'system',
			'user part 0',
		]);
		assert.deepEqual(breakpoints(optionsFor('anthropic', 'claude-opus-5', { context: long })), ['user part 0']);
		assert.deepEqual(breakpoints(optionsFor('anthropic', 'claude-opus-5')), []);
	});

	for (const [provider, model] of [
		['openai', 'gpt-5.6-terra'],
		['openai', 'gpt-6-sol'],
		['openrouter', 'anthropic/claude-opus-5'],
		['openrouter', 'google/gemini-3.1-pro-preview'],
		['openrouter', 'openai/gpt-6-sol'],
	] as const) {
		it(`marks them for ${model} at ${provider}, too`, () => {
			assert.deepEqual(breakpoints(optionsFor(provider, model, { system: long, context: long })), [
				'system',
				'user part 0',
			]);
		});
	}

	it('marks nothing where prefixes are cached by themselves, or not at all', () => {
		for (const [provider, model] of [
			['openai', 'gpt-5-mini'],
			['openai', 'gpt-5.4'],
			['google', 'gemini-2.5-pro'],
			['openrouter', 'qwen/qwen3'],
			['openrouter', 'openai/gpt-4o'],
			['openrouter', 'google/gemma-3-27b-it'],
			['ollama', 'qwen3'],
		] as const)
			assert.deepEqual(breakpoints(optionsFor(provider, model, { system: long, context: long })), [], model);
	});

	it('has OpenAI write into its cache what ends at a mark and nothing else, where it bills for writing', () => {
		const cacheOf = (model: string): unknown =>
			optionsFor('openai', model).providerOptions?.['openai']?.['promptCacheOptions'];
		assert.deepEqual([cacheOf('gpt-6-luna'), cacheOf('gpt-5.4')], [{ mode: 'explicit' }, undefined]);
	});

	it('gives OpenAI one cache key for all calls with the same system text', () => {
		const keyOf = (changes: Partial<ModelRequest>): unknown =>
			optionsFor('openai', 'gpt-4o', changes).providerOptions?.['openai']?.['promptCacheKey'];
		assert.equal(keyOf({ task: 'a' }), keyOf({ task: 'b', context: 'c' }));
		assert.notEqual(keyOf({ system: 'a' }), keyOf({ system: 'b' }));
	});

	it('does not have replies stored at OpenAI', () => {
		assert.equal(optionsFor('openai', 'gpt-4o').providerOptions?.['openai']?.['store'], false);
	});

	it('hands the schema to those who enforce it', () => {
		const expected = { type: 'json', ...schema };
		for (const provider of ['openai', 'anthropic', 'google', 'ollama', 'lmstudio', 'llamacpp', 'vllm']) {
			assert.deepEqual(optionsFor(provider, 'm', { replySchema: schema }).responseFormat, expected);
		}
		assert.deepEqual(optionsFor('openrouter', 'm', { replySchema: schema }).responseFormat, { type: 'json' });
		assert.equal(optionsFor('gateway', 'm', { replySchema: schema }).responseFormat, undefined);
	});

	it('does not hold the rest of a reply to the schema of the whole', () => {
		assert.equal(optionsFor('openai', 'm', { replySchema: schema, soFar: '{"a":' }).responseFormat, undefined);
		const anew = { replySchema: schema, soFar: '{"a":', goOn: 'Reply again with the whole object.' };
		assert.equal(optionsFor('openai', 'm', anew).responseFormat?.type, 'json');
	});

	for (const [model, takesTemperature] of [
		['gpt-4o', true],
		['gpt-5-mini', false],
		['gpt-5-chat-latest', true],
		['openai/o3-mini', false],
		['anthropic/claude-opus-4.6', true],
		['anthropic/claude-opus-4.7', false],
		['anthropic/claude-sonnet-4.5', true],
		['anthropic/claude-haiku-5.5', false],
		['qwen3:8b', true],
		['google/gemini-2.5-pro', true],
	] as const) {
		it(`${takesTemperature ? 'sends a temperature to' : 'spares'} ${model}${takesTemperature ? '' : ' the temperature'}`, () => {
			assert.equal(
				optionsFor('openrouter', model, { temperature: 0.8 }).temperature,
				takesTemperature ? 0.8 : undefined,
			);
		});
	}
});
