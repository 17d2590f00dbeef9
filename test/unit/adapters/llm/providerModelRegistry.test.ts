import assert from 'node:assert/strict';
import { ProviderModelRegistry, type ModelRegistryConfig } from '../../../../src/adapters/llm/providerModelRegistry.js';
import type { LanguageModel } from '../../../../src/core/models/languageModel.js';
import { parseModelId } from '../../../../src/core/models/modelId.js';

type Answer = { readonly status: number; readonly body: unknown } | 'silence';

/** Answers by the start of the URL; nobody is at any other. */
function registryWith(
	answers: Readonly<Record<string, Answer>>,
	config: Partial<ModelRegistryConfig> = {},
): ProviderModelRegistry {
	return new ProviderModelRegistry({
		providers: {},
		key: () => Promise.resolve(undefined),
		fetch: (input, init) => {
			const url = input instanceof Request ? input.url : input.toString();
			const named = `${url}${new Headers(init?.headers).has('authorization') ? '' : ' (no key)'}`;
			const answer =
				Object.entries(answers).find(([start]) => url.startsWith(start) || named === start)?.[1] ?? 'silence';
			if (answer === 'silence') return Promise.reject(new TypeError('fetch failed'));
			return Promise.resolve(Response.json(answer.body, { status: answer.status }));
		},
		...config,
	});
}

const signal = new AbortController().signal;
const models = (...ids: string[]): Answer => ({ status: 200, body: { data: ids.map((id) => ({ id })) } });
const refused: Answer = { status: 401, body: { error: {} } };

describe('The registry of models', () => {
	it('opens a model of a known provider', async () => {
		const registry = registryWith({}, { key: () => Promise.resolve('k') });
		for (const name of [
			'openai/gpt-5',
			'anthropic/claude-opus-5',
			'google/gemini-2.5-pro',
			'openrouter/a/b',
			'ollama/qwen3',
		]) {
			assert.deepEqual((await registry.open(parseModelId(name))).id, parseModelId(name));
		}
	});

	it('says how to set a key that is missing', async () => {
		await assert.rejects(registryWith({}).open(parseModelId('openai/gpt-5')), {
			code: 'missing-key',
			message:
				"There is no key for OpenAI. Set the key with the command 'Prometheus Novel: Set API Key' (or the environment variable OPENAI_API_KEY).",
		});
	});

	it('asks for no key where none is needed', async () => {
		await registryWith({}).open(parseModelId('ollama/qwen3'));
		await registryWith({}, { providers: { mine: { baseUrl: 'http://192.168.0.4:9000' } } }).open(
			parseModelId('mine/any'),
		);
		await assert.rejects(
			registryWith({}, { providers: { ours: { baseUrl: 'https://models.example.com/v1' } } }).open(
				parseModelId('ours/any'),
			),
			{
				code: 'missing-key',
			},
		);
	});

	it('says what to do about a provider that it does not know', async () => {
		await assert.rejects(registryWith({}).open(parseModelId('nobody/any')), {
			code: 'unknown-provider',
			message: /prometheusNovel\.providers/,
		});
	});

	for (const baseUrl of ['models.example.com', 'ftp://example.com', 'https://me:secret@example.com']) {
		it(`refuses ${baseUrl} as a base URL, without repeating it`, async () => {
			await assert.rejects(
				registryWith({}, { providers: { mine: { baseUrl } } }).open(parseModelId('mine/any')),
				(error: Error) => {
					assert.ok(!error.message.includes(baseUrl));
					return (error as { code?: string }).code === 'bad-base-url';
				},
			);
		});
	}

	it('asks openers before providers', async () => {
		const model: LanguageModel = { id: parseModelId('vscode/gpt-4o'), stream: () => assert.fail() };
		const opener = { open: () => Promise.resolve(model), list: () => Promise.resolve([]) };
		assert.equal(await registryWith({}, { openers: { vscode: opener } }).open(model.id), model);
	});

	it('lists what answers, and a sentence for each that does not', async () => {
		const rehearsal = { id: parseModelId('rehearsal'), name: 'Rehearsal', contextWindow: undefined };
		const registry = registryWith(
			{
				'https://api.openai.com/v1/models': models('gpt-5', 'text-embedding-3-small', 'whisper-1'),
				'https://api.anthropic.com/v1/models': {
					status: 200,
					body: { data: [{ id: 'claude-opus-5', display_name: 'Claude Opus 5', max_input_tokens: 1_000_000 }] },
				},
				'https://generativelanguage.googleapis.com/v1beta/models': {
					status: 200,
					body: {
						models: [
							{
								name: 'models/gemini-2.5-pro',
								displayName: 'Gemini 2.5 Pro',
								inputTokenLimit: 1_048_576,
								supportedGenerationMethods: ['generateContent'],
							},
							{ name: 'models/aqa', supportedGenerationMethods: ['generateAnswer'] },
						],
					},
				},
				'https://openrouter.ai/api/v1/models': refused,
				'http://127.0.0.1:11434/v1/models': models('qwen3:8b'),
				'http://127.0.0.1:1234/v1/models': { status: 500, body: {} },
			},
			{
				key: (provider) =>
					Promise.resolve(
						provider === 'openrouter' || ['openai', 'anthropic', 'google'].includes(provider) ? 'k' : undefined,
					),
				openers: {
					rehearsal: { open: () => assert.fail(), list: () => Promise.resolve([rehearsal]) },
					vscode: { open: () => assert.fail(), list: () => Promise.reject(new Error('no consent')) },
				},
			},
		);
		const { models: found, unreachable } = await registry.reachable(signal);
		assert.deepEqual(found, [
			rehearsal,
			{ id: { provider: 'openai', model: 'gpt-5' }, name: 'gpt-5', contextWindow: undefined },
			{ id: { provider: 'anthropic', model: 'claude-opus-5' }, name: 'Claude Opus 5', contextWindow: 1_000_000 },
			{ id: { provider: 'google', model: 'gemini-2.5-pro' }, name: 'Gemini 2.5 Pro', contextWindow: 1_048_576 },
			{ id: { provider: 'ollama', model: 'qwen3:8b' }, name: 'qwen3:8b', contextWindow: undefined },
		]);
		assert.deepEqual(unreachable, [
			'The models of vscode could not be listed.',
			"OpenRouter does not accept the key. Set it again with the command 'Prometheus Novel: Set API Key'.",
			'LM Studio did not list its models (HTTP 500).',
			'llama.cpp does not answer at http://127.0.0.1:8080.',
			'vLLM does not answer at http://127.0.0.1:8000.',
		]);
	});

	it('does not ask providers that no key is set for', async () => {
		const { unreachable } = await registryWith({}).reachable(signal);
		assert.ok(unreachable.every((sentence) => !sentence.includes('OpenAI')));
	});

	it('stops listing when it is aborted', async () => {
		const reason = new Error('closed');
		await assert.rejects(registryWith({}).reachable(AbortSignal.abort(reason)), (error) => error === reason);
	});
});

describe('Checking a key', () => {
	const checks: readonly (readonly [string, string, Readonly<Record<string, Answer>>, string])[] = [
		[
			'accepts one that the provider takes',
			'openai',
			{ 'https://api.openai.com/v1/models': models('gpt-5') },
			'accepted',
		],
		['rejects one that it does not take', 'anthropic', { 'https://api.anthropic.com/v1/models': refused }, 'rejected'],
		[
			'rejects one that Google calls invalid',
			'google',
			{
				'https://generativelanguage.googleapis.com': {
					status: 400,
					body: { error: { details: [{ reason: 'API_KEY_INVALID' }] } },
				},
			},
			'rejected',
		],
		[
			'asks OpenRouter about the key itself',
			'openrouter',
			{ 'https://openrouter.ai/api/v1/key': refused, 'https://openrouter.ai/': models('a') },
			'rejected',
		],
		['cannot tell when nobody answers', 'openai', {}, 'unverifiable'],
		[
			'cannot tell when the server fails',
			'openai',
			{ 'https://api.openai.com': { status: 503, body: {} } },
			'unverifiable',
		],
		['cannot tell where no key is asked for', 'mine', { 'https://models.example.com': models('a') }, 'unverifiable'],
		[
			'accepts one where it makes the difference',
			'mine',
			{ 'https://models.example.com/v1/models (no key)': refused, 'https://models.example.com': models('a') },
			'accepted',
		],
	];
	for (const [title, provider, answers, kind] of checks) {
		it(title, async () => {
			const registry = registryWith(answers, { providers: { mine: { baseUrl: 'https://models.example.com/v1' } } });
			const verdict = await registry.checkKey(provider, 'key-4711', signal);
			assert.equal(verdict.kind, kind);
			assert.ok(!verdict.sentence.includes('4711'));
		});
	}
});
