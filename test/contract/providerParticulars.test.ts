import assert from 'node:assert/strict';
import { ProviderModelRegistry } from '../../src/adapters/llm/providerModelRegistry.js';
import { noUsage, type LanguageModel } from '../../src/core/models/languageModel.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { sendEvents, startRawServer } from '../support/aimockRawServer.js';
import { aRequest, partsOf, textOf, unaborted } from './languageModel.contract.js';

interface WireBody {
	readonly [key: string]: unknown;
}

const long = 'The story so far. '.repeat(300);
/** Everything that a call may have, long enough to be cached. */
const full = aRequest({
	system: `You write a novel. ${long}`,
	context: long,
	soFar: '{"scenes":[',
	goOn: 'Reply again with the whole object.',
	replySchema: { name: 'plan', schema: { type: 'object', properties: { scenes: { type: 'array' } } } },
});

/** Anthropic takes four at most. */
function marksIn(body: unknown): number {
	return JSON.stringify(body).split('"cache_control"').length - 1;
}

describe('What single providers do beyond the contract', () => {
	let aimock: Aimock;
	const sent: { readonly path: string; readonly body: WireBody }[] = [];

	const open = (provider: string, model: string, baseUrl: string): Promise<LanguageModel> => {
		const registry = new ProviderModelRegistry({
			providers: { [provider]: { baseUrl } },
			key: () => Promise.resolve('key'),
			fetch: (input, init) => {
				if (typeof init?.body === 'string')
					sent.push({
						path: new URL(input instanceof Request ? input.url : input).pathname,
						body: JSON.parse(init.body) as WireBody,
					});
				return fetch(input, init);
			},
		});
		return registry.open({ provider, model });
	};

	before(async () => {
		aimock = await startAimock();
	});
	beforeEach(() =>
		aimock.answer(() => ({ text: '{"scenes":[]}', usage: { inputTokens: 10, outputTokens: 5, costUsd: 0.00123 } })),
	);
	after(() => aimock.close());

	it('OpenRouter: hands on what was billed', async () => {
		const parts = await partsOf(
			(await open('openrouter', 'qwen/qwen3', aimock.baseUrls.openrouter)).stream(aRequest(), unaborted()),
		);
		const last = parts.at(-1);
		assert.equal(last?.kind === 'finish' ? last.reportedMicroUsd : undefined, 1230);
	});

	it('OpenAI: asks for JSON by a schema that need not be strict, and does not have the reply stored', async () => {
		const schema = {
			type: 'object',
			properties: { scenes: { type: 'array' }, note: { type: 'string' } },
			required: ['scenes'],
		};
		const request = aRequest({ replySchema: { name: 'plan', schema } });
		await partsOf(
			(await open('openai', 'gpt-5-mini', aimock.baseUrls.openai)).stream({ ...request, temperature: 1 }, unaborted()),
		);
		const { path, body } = sent.at(-1) ?? { path: '', body: {} };
		assert.equal(path, '/v1/chat/completions');
		assert.deepEqual(body['response_format'], {
			type: 'json_schema',
			json_schema: { schema, strict: false, name: 'plan' },
		});
		assert.deepEqual([body['store'], body['max_completion_tokens'], 'temperature' in body], [false, 500, false]);
	});

	it('OpenAI: reaches the models that only the Responses API has', async () => {
		const parts = await partsOf(
			(await open('openai', 'gpt-5-pro', aimock.baseUrls.openai)).stream(aRequest(), unaborted()),
		);
		assert.equal(sent.at(-1)?.path, '/v1/responses');
		assert.equal(textOf(parts), '{"scenes":[]}');
	});

	it('Anthropic: marks what is to be cached on the wire', async () => {
		const context = 'The story so far. '.repeat(300);
		await partsOf(
			(await open('anthropic', 'claude-opus-5', aimock.baseUrls.anthropic)).stream(aRequest({ context }), unaborted()),
		);
		assert.deepEqual(sent.at(-1)?.body['messages'], [
			{
				role: 'user',
				content: [
					{ type: 'text', text: `${context}\n\n`, cache_control: { type: 'ephemeral' } },
					{ type: 'text', text: 'Write the next scene.' },
				],
			},
		]);
	});

	it('Anthropic: marks the ends of system and context, and nothing else of all that a call may have', async () => {
		await partsOf((await open('anthropic', 'claude-opus-5', aimock.baseUrls.anthropic)).stream(full, unaborted()));
		const { system, messages } = sent.at(-1)?.body ?? {};
		assert.deepEqual(system, [{ type: 'text', text: full.system, cache_control: { type: 'ephemeral' } }]);
		assert.deepEqual((messages as readonly unknown[])[0], {
			role: 'user',
			content: [
				{ type: 'text', text: `${full.context}\n\n`, cache_control: { type: 'ephemeral' } },
				{ type: 'text', text: full.task },
			],
		});
		assert.equal(marksIn(sent.at(-1)?.body), 2);
	});

	for (const model of ['anthropic/claude-opus-5', 'google/gemini-3.1-pro-preview', 'openai/gpt-6-sol']) {
		it(`OpenRouter: marks them on parts of messages, where they count, for ${model}`, async () => {
			await partsOf((await open('openrouter', model, aimock.baseUrls.openrouter)).stream(full, unaborted()));
			const cache_control = { type: 'ephemeral' };
			const { messages } = sent.at(-1)?.body ?? {};
			assert.deepEqual((messages as readonly unknown[]).slice(0, 2), [
				{ role: 'system', content: [{ type: 'text', text: full.system, cache_control }] },
				{
					role: 'user',
					content: [
						{ type: 'text', text: `${full.context}\n\n`, cache_control },
						{ type: 'text', text: full.task },
					],
				},
			]);
			assert.equal(marksIn(sent.at(-1)?.body), 2);
		});
	}

	it('OpenAI: marks them from GPT-5.6 on, and has nothing else written into the cache', async () => {
		await partsOf((await open('openai', 'gpt-6-sol', aimock.baseUrls.openai)).stream(full, unaborted()));
		const { messages, prompt_cache_options: cacheOptions } = sent.at(-1)?.body ?? {};
		const prompt_cache_breakpoint = { mode: 'explicit' };
		assert.deepEqual((messages as readonly unknown[]).slice(0, 2), [
			{ role: 'developer', content: [{ type: 'text', text: full.system, prompt_cache_breakpoint }] },
			{
				role: 'user',
				content: [
					{ type: 'text', text: `${full.context}\n\n`, prompt_cache_breakpoint },
					{ type: 'text', text: full.task },
				],
			},
		]);
		assert.deepEqual(cacheOptions, { mode: 'explicit' });
	});

	it('Anthropic: has older models answer by schema through a tool, and hands that on as text', async () => {
		aimock.mock.clearFixtures();
		aimock.mock.on({ predicate: () => true }, { toolCalls: [{ name: 'json', arguments: '{"scenes":["Dawn"]}' }] });
		const replySchema = { name: 'plan', schema: { type: 'object', properties: { scenes: { type: 'array' } } } };
		const model = await open('anthropic', 'claude-sonnet-4-20250514', aimock.baseUrls.anthropic);
		const parts = await partsOf(model.stream(aRequest({ replySchema }), unaborted()));
		const last = parts.at(-1);
		assert.equal(textOf(parts), '{"scenes":["Dawn"]}');
		assert.equal(last?.kind === 'finish' ? last.reason : undefined, 'stop');
	});

	it('Anthropic: takes a refusal for one', async () => {
		const server = await startRawServer((_, response) =>
			sendEvents(response, [
				`{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"c","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}`,
				`{"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null},"usage":{"output_tokens":1}}`,
				`{"type":"message_stop"}`,
			]),
		);
		const model = await open('anthropic', 'claude-opus-5', `${server.url}/v1`);
		await assert.rejects(partsOf(model.stream(aRequest(), unaborted())), { kind: 'refused' });
		await server.close();
	});

	it('Google: does not prolong a reply by a second request', async () => {
		let requests = 0;
		const server = await startRawServer((_, response) => {
			requests++;
			sendEvents(response, [
				`{"candidates":[{"content":{"role":"model","parts":[{"text":"Dawn."}]},"finishReason":"CONTINUATION","continuationToken":"t","index":0}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":2,"totalTokenCount":11}}`,
			]);
		});
		const parts = await partsOf(
			(await open('google', 'gemini-4-argon', `${server.url}/v1beta`)).stream(aRequest(), unaborted()),
		);
		const usage = { ...noUsage, inputTokens: 9, outputTokens: 2 };
		assert.deepEqual(parts, [
			{ kind: 'text', text: 'Dawn.' },
			{ kind: 'finish', reason: 'length', usage },
		]);
		assert.equal(requests, 1);
		await server.close();
	});

	for (const [provider, model] of [
		['openrouter', 'qwen/qwen3'],
		['anthropic', 'claude-sonnet-4-5'],
	] as const) {
		it(`${provider}: keeps the model's thinking out of the text`, async () => {
			aimock.mock.clearFixtures();
			aimock.mock.on({ predicate: () => true }, { content: 'Dawn.', reasoning: 'A short scene would do.' });
			const parts = await partsOf(
				(await open(provider, model, aimock.baseUrls[provider])).stream(aRequest(), unaborted()),
			);
			assert.equal(textOf(parts), 'Dawn.');
		});

		it(`${provider}: cannot use a tool call`, async () => {
			aimock.mock.clearFixtures();
			aimock.mock.on({ predicate: () => true }, { toolCalls: [{ name: 'search', arguments: '{}' }] });
			const opened = await open(provider, model, aimock.baseUrls[provider]);
			await assert.rejects(partsOf(opened.stream(aRequest(), unaborted())), { kind: 'bad-reply' });
		});
	}
});
