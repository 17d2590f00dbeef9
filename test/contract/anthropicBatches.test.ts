import assert from 'node:assert/strict';
import { ulid } from 'ulid';
import { newId } from '../../src/base/ids.js';
import { ProviderModelRegistry } from '../../src/adapters/llm/providerModelRegistry.js';
import type { BatchModel } from '../../src/core/models/batchModel.js';
import type { ModelRequest } from '../../src/core/models/languageModel.js';
import { ModelFault } from '../../src/core/models/modelFault.js';
import { startAnthropicBatchProvider, type AnthropicBatchProvider } from '../support/anthropicBatchProvider.js';
import { aRequest, partsOf, unaborted } from './languageModel.contract.js';

const key = 'key-sesame-4711-do-not-tell';
const hourMs = 3_600_000;
const question: ModelRequest = {
	...aRequest({ system: 'You check a novel. '.repeat(300) }),
	replySchema: { name: 'reply', schema: { type: 'object', properties: { word: { type: 'string' } } } },
};
const one = [{ id: 'one', request: question }];
const usage = {
	inputTokens: 1_000,
	cacheReadTokens: 600,
	cacheWriteTokens: 100,
	cacheWriteHourTokens: 0,
	outputTokens: 100,
	reasoningTokens: 0,
};

/** A flag of tools that is about the streaming, too. */
function withoutStreamedTools(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const text = JSON.stringify(body, (name, value: unknown) => (name === 'eager_input_streaming' ? undefined : value));
	return JSON.parse(text) as Record<string, unknown>;
}

describe('batches of Anthropic', () => {
	let provider: AnthropicBatchProvider;
	beforeEach(async () => {
		provider = await startAnthropicBatchProvider();
	});
	afterEach(() => provider.close());

	async function modelOf(model = 'claude-sonnet-4-5'): Promise<BatchModel> {
		const providers = { anthropic: { baseUrl: provider.url } };
		const registry = new ProviderModelRegistry({ providers, key: () => Promise.resolve(key) });
		const opened = await registry.batchModelOf({ provider: 'anthropic', model });
		assert.ok(opened !== undefined);
		return opened;
	}

	for (const name of ['claude-sonnet-4-5', 'claude-3-5-haiku-latest']) {
		it(`hold what an ordinary call of ${name} would send, but for the streaming`, async () => {
			const sent: { readonly body: Record<string, unknown>; readonly betas: string }[] = [];
			const registry = new ProviderModelRegistry({
				providers: {},
				key: () => Promise.resolve(key),
				fetch: (_url, init) => {
					const betas = new Headers(init?.headers).get('anthropic-beta') ?? '';
					sent.push({ body: JSON.parse(init?.body as string) as Record<string, unknown>, betas });
					return Promise.reject(new Error('Kept.'));
				},
			});
			const ordinary = await registry.open({ provider: 'anthropic', model: name });
			await partsOf(ordinary.stream(question, unaborted())).catch(() => undefined);
			const tag = newId();
			await (await modelOf(name)).submit(tag, one, unaborted());
			const { stream: _, ...body } = withoutStreamedTools(sent[0]?.body ?? {});
			const onlyStreamed = 'fine-grained-tool-streaming-2025-05-14';
			const betas = (sent[0]?.betas ?? '').split(',').filter((beta) => beta !== onlyStreamed);
			assert.deepEqual(
				{ requests: provider.batches[0]?.requests, betas: provider.betas, keys: [...provider.keys] },
				{
					requests: [{ custom_id: `${tag}_one`, method: 'POST', url: '/v1/messages', body }],
					betas: [betas.join(',')],
					keys: [key],
				},
			);
		});
	}

	it('are read as an ordinary reply is, also of a model that answers by a tool', async () => {
		const model = await modelOf('claude-3-5-haiku-latest');
		const batch = await model.submit(newId(), one, unaborted());
		provider.end('completed', () => '{"word":"dawn"}');
		const replies = await model.results(batch, unaborted());
		assert.deepEqual(replies, [{ kind: 'reply', id: 'one', text: '{"word":"dawn"}', usage }]);
	});

	it('have ids that the provider takes', async () => {
		const longest = [{ id: 'x'.repeat(32), request: question }];
		await (await modelOf()).submit(newId(), longest, unaborted());
		assert.match(provider.batches[0]?.requests[0]?.custom_id ?? '', /^[\w-]{1,64}$/);
	});

	it('give each request its reply or its fault; what was not answered is missing', async () => {
		const model = await modelOf();
		const requests = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, request: question }));
		const batch = await model.submit(newId(), requests, unaborted());
		const running = await model.look(batch, unaborted());
		const answers = [
			'{"word":"dawn"}',
			{ status: 0, code: 'invalid_request_error' },
			{ status: 0, code: 'api_error' },
			{ status: 0, code: 'rate_limit_error' },
			{ status: 0, code: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' },
			undefined,
		];
		provider.end('expired', (_request, at) => answers[at]);
		const ended = await model.look(batch, unaborted());
		const replies = (await model.results(batch, unaborted())).map((reply) =>
			reply.kind === 'reply' ? reply : { id: reply.id, fault: reply.fault, usage: reply.usage },
		);
		assert.deepEqual(
			{ running, ended, replies },
			{
				running: { kind: 'running', completed: 0, total: 6 },
				ended: { kind: 'ended', how: 'expired' },
				replies: [
					{ kind: 'reply', id: 'a', text: '{"word":"dawn"}', usage },
					{ id: 'b', fault: 'bad-request', usage: undefined },
					{ id: 'c', fault: 'overloaded', usage: undefined },
					{ id: 'd', fault: 'rate-limit', usage: undefined },
					{ id: 'e', fault: 'context-too-long', usage: undefined },
				],
			},
		);
	});

	it('end some time after they are cancelled', async () => {
		const model = await modelOf();
		const batch = await model.submit(newId(), one, unaborted());
		await model.cancel(batch, unaborted());
		const stopping = await model.look(batch, unaborted());
		await model.cancel(batch, unaborted());
		provider.end('cancelled', () => undefined);
		await model.cancel(batch, unaborted());
		assert.deepEqual(
			{
				stopping,
				ended: await model.look(batch, unaborted()),
				replies: await model.results(batch, unaborted()),
				asked: provider.log.filter((line) => line.endsWith('/cancel')).length,
			},
			{
				stopping: { kind: 'running', completed: 0, total: 1 },
				ended: { kind: 'ended', how: 'cancelled' },
				replies: [],
				asked: 1,
			},
		);
	});

	it('are found by their tag once they have ended, behind several pages of others', async () => {
		const model = await modelOf();
		const tags = Array.from({ length: 5 }, () => newId());
		for (const tag of tags) await model.submit(tag, one, unaborted());
		const found = async (): Promise<unknown> => Promise.all(tags.map((tag) => model.find(tag, unaborted())));
		const before = await found();
		provider.end('completed', () => '{}');
		assert.deepEqual(
			{ before, after: await found(), none: await model.find(newId(), unaborted()) },
			{
				before: tags.map(() => ({ kind: 'unsure' })),
				after: provider.batches.map(({ id }) => ({ kind: 'found', id })),
				none: { kind: 'none' },
			},
		);
	});

	it('are found although the clock here is hours off', async () => {
		const model = await modelOf();
		for (const hours of [-5, 5]) {
			const tag = ulid(Date.now() + hours * hourMs);
			const id = await model.submit(tag, one, unaborted());
			provider.end('completed', () => '{}');
			assert.deepEqual(await model.find(tag, unaborted()), { kind: 'found', id });
		}
	});

	it('are not taken for those of other programs, nor kept waiting by what those had sent days before', async () => {
		const model = await modelOf();
		provider.addForeign('ended', hourMs);
		provider.addForeign('running', 30 * hourMs);
		for (let batch = 0; batch < 4; batch++) provider.addForeign('ended', 40 * hourMs);
		const none = await model.find(newId(), unaborted());
		const reads = provider.log.filter((line) => line.endsWith('/results')).length;
		provider.addForeign('running', hourMs);
		assert.deepEqual([none, reads, await model.find(newId(), unaborted())], [{ kind: 'none' }, 1, { kind: 'unsure' }]);
	});

	it('whose results are gone are unknown, as those that never were', async () => {
		const model = await modelOf();
		const batch = await model.submit(newId(), one, unaborted());
		provider.end('completed', () => '{}');
		provider.archive();
		const unknown = { kind: 'unknown' };
		assert.deepEqual(
			[await model.look(batch, unaborted()), await model.look('msgbatch_nowhere', unaborted())],
			[unknown, unknown],
		);
	});

	it('leave nothing with the provider once they are forgotten', async () => {
		const model = await modelOf();
		const batch = await model.submit(newId(), one, unaborted());
		provider.end('completed', () => '{}');
		await model.forget(batch, unaborted());
		assert.deepEqual(provider.files, []);
	});

	it('that are refused tell so as an ordinary call does, without key or prompt', async () => {
		const model = await modelOf();
		provider.trouble('POST /messages/batches', { before: 401 });
		await assert.rejects(model.submit(newId(), one, unaborted()), (error) => {
			assert.ok(error instanceof ModelFault);
			assert.deepEqual(
				[error.kind, error.wasSent, JSON.stringify(error).includes(key), error.message.includes(question.task)],
				['auth', false, false, false],
			);
			return true;
		});
	});

	it('end with the reason of whoever stops waiting', async () => {
		const model = await modelOf();
		const reason = new Error('stopped by the reader');
		const stopped = AbortSignal.abort(reason);
		for (const ask of [model.submit(newId(), one, stopped), model.find(newId(), stopped), model.look('x', stopped)])
			await assert.rejects(ask, (error) => error === reason);
	});
});
