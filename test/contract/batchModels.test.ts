import assert from 'node:assert/strict';
import { newId } from '../../src/base/ids.js';
import { ProviderModelRegistry } from '../../src/adapters/llm/providerModelRegistry.js';
import type { BatchedReply, BatchModel } from '../../src/core/models/batchModel.js';
import type { ModelRequest } from '../../src/core/models/languageModel.js';
import { ModelFault } from '../../src/core/models/modelFault.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { startBatchProvider, type BatchProvider } from '../support/batchProvider.js';
import { aRequest, partsOf, unaborted } from './languageModel.contract.js';

const key = 'key-sesame-4711-do-not-tell';
const id = { provider: 'openai', model: 'gpt-4o' };
const question: ModelRequest = {
	...aRequest(),
	replySchema: { name: 'reply', schema: { type: 'object', properties: { word: { type: 'string' } } } },
};

function registryAt(baseUrl: string): ProviderModelRegistry {
	return new ProviderModelRegistry({ providers: { openai: { baseUrl } }, key: () => Promise.resolve(key) });
}

async function modelAt(baseUrl: string): Promise<BatchModel> {
	const model = await registryAt(baseUrl).batchModelOf(id);
	assert.ok(model !== undefined);
	return model;
}

const sortedById = (replies: readonly BatchedReply[]): readonly BatchedReply[] =>
	[...replies].sort((one, other) => (one.id < other.id ? -1 : 1));

describe('batches of OpenAI, as aimock speaks them', () => {
	let aimock: Aimock;
	before(async () => {
		aimock = await startAimock({ keys: [key] });
	});
	after(() => aimock.close());

	it('are submitted, found by their tag, looked at and read', async () => {
		const model = await modelAt(aimock.baseUrls.openai);
		const tag = newId();
		const none = await model.find(tag, unaborted());
		const batch = await model.submit(tag, [{ id: 'one', request: question }], unaborted());
		const found = await model.find(tag, unaborted());
		const looks = [await model.look(batch, unaborted()), await model.look(batch, unaborted())];
		const replies = await model.results(batch, unaborted());
		assert.deepEqual(
			{ none, found, looks, replies },
			{
				none: { kind: 'none' },
				found: { kind: 'found', id: batch },
				looks: [
					{ kind: 'running', completed: 0, total: 1 },
					{ kind: 'ended', how: 'completed' },
				],
				replies: [
					{
						kind: 'reply',
						id: 'one',
						text: 'Mock batch completion',
						usage: {
							inputTokens: 1,
							cacheReadTokens: 0,
							cacheWriteTokens: 0,
							cacheWriteHourTokens: 0,
							outputTokens: 1,
							reasoningTokens: 0,
						},
					},
				],
			},
		);
	});

	it('end soon after they are cancelled, with nothing to read', async () => {
		const model = await modelAt(aimock.baseUrls.openai);
		const batch = await model.submit(newId(), [{ id: 'one', request: question }], unaborted());
		await model.cancel(batch, unaborted());
		const look = await model.look(batch, unaborted());
		await model.cancel(batch, unaborted());
		assert.deepEqual([look, await model.results(batch, unaborted())], [{ kind: 'ended', how: 'cancelled' }, []]);
	});

	it('that nobody knows are unknown', async () => {
		const model = await modelAt(aimock.baseUrls.openai);
		assert.deepEqual(await model.look('batch_nowhere', unaborted()), { kind: 'unknown' });
	});
});

describe('batches of OpenAI', () => {
	let provider: BatchProvider;
	beforeEach(async () => {
		provider = await startBatchProvider();
	});
	afterEach(() => provider.close());

	it('hold what an ordinary call would send, but for the streaming', async () => {
		const sent: Record<string, unknown>[] = [];
		const registry = new ProviderModelRegistry({
			providers: {},
			key: () => Promise.resolve(key),
			fetch: (_url, init) => {
				sent.push(JSON.parse(init?.body as string) as Record<string, unknown>);
				return Promise.reject(new Error('Kept.'));
			},
		});
		await partsOf((await registry.open(id)).stream(question, unaborted())).catch(() => undefined);
		const model = await modelAt(provider.url);
		await model.submit(newId(), [{ id: 'one', request: question }], unaborted());
		const { stream: _, stream_options: __, ...ordinary } = sent[0] ?? {};
		const [batch] = provider.batches;
		assert.deepEqual(
			{ endpoint: batch?.endpoint, requests: batch?.requests, keys: [...provider.keys] },
			{
				endpoint: '/v1/chat/completions',
				requests: [{ custom_id: 'one', method: 'POST', url: '/v1/chat/completions', body: ordinary }],
				keys: [`Bearer ${key}`],
			},
		);
	});

	it('give each request its reply or its fault, and nothing for what they did not come to', async () => {
		const model = await modelAt(provider.url);
		const requests = ['a', 'b', 'c'].map((one) => ({ id: one, request: question }));
		const batch = await model.submit(newId(), requests, unaborted());
		provider.end(
			'expired',
			(_request, at) => ['{"word":"dawn"}', { status: 400, code: 'context_length_exceeded' }][at],
		);
		const usage = {
			inputTokens: 1_000,
			cacheReadTokens: 0,
			cacheWriteTokens: 0,
			cacheWriteHourTokens: 0,
			outputTokens: 100,
			reasoningTokens: 0,
		};
		const replies = sortedById(await model.results(batch, unaborted())).map((reply) =>
			reply.kind === 'reply' ? reply : { kind: reply.kind, id: reply.id, fault: reply.fault },
		);
		assert.deepEqual(
			[await model.look(batch, unaborted()), replies],
			[
				{ kind: 'ended', how: 'expired' },
				[
					{ kind: 'reply', id: 'a', text: '{"word":"dawn"}', usage },
					{ kind: 'fault', id: 'b', fault: 'context-too-long' },
				],
			],
		);
	});

	it('are found behind several pages of others', async () => {
		const model = await modelAt(provider.url);
		const tags = Array.from({ length: 5 }, () => newId());
		for (const tag of tags) await model.submit(tag, [{ id: 'one', request: question }], unaborted());
		const found = await Promise.all(tags.map((tag) => model.find(tag, unaborted())));
		assert.deepEqual(
			found,
			provider.batches.map((batch) => ({ kind: 'found', id: batch.id })),
		);
	});

	it('leave no file with the provider once they are forgotten', async () => {
		const model = await modelAt(provider.url);
		const batch = await model.submit(newId(), [{ id: 'one', request: question }], unaborted());
		provider.end('completed', () => '{}');
		const before = provider.files.length;
		await model.forget(batch, unaborted());
		assert.deepEqual([before, provider.files.length], [2, 0]);
	});

	it('that are refused tell so as an ordinary call does, without key or prompt', async () => {
		const model = await modelAt(provider.url);
		provider.trouble('POST /files', { before: 401 });
		await assert.rejects(model.submit(newId(), [{ id: 'one', request: question }], unaborted()), (error) => {
			assert.ok(error instanceof ModelFault);
			assert.deepEqual(
				[error.kind, error.wasSent, JSON.stringify(error).includes(key), error.message.includes(question.task)],
				['auth', false, false, false],
			);
			return true;
		});
	});

	it('are not offered by servers that are only compatible, nor by models of the host', async () => {
		const registry = new ProviderModelRegistry({
			providers: {},
			key: () => Promise.resolve(key),
			openers: { scripted: { open: () => Promise.reject(new Error('Not here.')), list: () => Promise.resolve([]) } },
		});
		const models = ['ollama', 'openrouter', 'google', 'scripted'].map((name) =>
			registry.batchModelOf({ provider: name, model: 'some' }),
		);
		assert.deepEqual(await Promise.all(models), [undefined, undefined, undefined, undefined]);
	});
});
