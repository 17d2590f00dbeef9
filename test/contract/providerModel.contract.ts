import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { continueInstruction } from '../../src/core/models/continuation.js';
import type { LanguageModel, ModelPart, ModelRequest } from '../../src/core/models/languageModel.js';
import { ModelFault, type FaultKind } from '../../src/core/models/modelFault.js';
import type { ProviderKind } from '../../src/adapters/llm/knownProviders.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { sendEvents, sendJson, startRawServer, type RawServer } from '../support/aimockRawServer.js';
import { cachedReplies, contextErrors, furtherTexts, openings, streamErrors } from '../support/aimockWireFormats.js';
import { aRequest, describeLanguageModel, partsOf, textOf, unaborted } from './languageModel.contract.js';

export interface ProviderCase {
	readonly name: string;
	readonly kind: ProviderKind;
	/** Which of aimock's base URLs it speaks. */
	readonly wire: keyof Aimock['baseUrls'];
	/** What follows the server's URL in the base URL. */
	readonly path: string;
	readonly reportsCacheWrites: boolean;
	open(baseUrl: string, key: string): Promise<LanguageModel>;
}

const key = 'key-sesame-4711-do-not-tell';
const story = 'The lamp went out at four. Nobody on the island slept after that, and the keeper least of all.';

/** What a model behind a provider's HTTP API owes beyond the general contract. */
export function describeProviderModel(provider: ProviderCase): void {
	let aimock: Aimock;
	const raw: RawServer[] = [];
	const model = (givenKey = key): Promise<LanguageModel> => provider.open(aimock.baseUrls[provider.wire], givenKey);
	const rawModel = async (...handler: Parameters<typeof startRawServer>): Promise<LanguageModel> => {
		const server = await startRawServer(...handler);
		raw.push(server);
		return provider.open(`${server.url}${provider.path}`, key);
	};

	before(async () => {
		aimock = await startAimock({ keys: [key] });
	});
	beforeEach(() => {
		aimock.answer(() => ({ text: story, usage: { inputTokens: 1234, outputTokens: 56 } }), { chunkSize: 8 });
	});
	after(async () => {
		await Promise.all([aimock.close(), ...raw.map((server) => server.close())]);
	});

	describeLanguageModel(provider.name, () => {
		aimock.answer(() => ({ text: story }), { chunkSize: 4, streamingProfile: { ttft: 5, tps: 100 } });
		return model();
	});

	describe(`${provider.name} as a provider`, () => {
		it('streams the text in the order it came and reports usage exactly', async () => {
			const parts = await partsOf((await model()).stream(aRequest(), unaborted()));
			assert.ok(parts.length > 3);
			assert.equal(textOf(parts), story);
			assert.deepEqual(parts.at(-1), finish('stop', { inputTokens: 1234, outputTokens: 56 }));
		});

		it('counts cached tokens as input, and apart', async () => {
			const cached = await rawModel((_, response) => sendEvents(response, cachedReplies[provider.kind]));
			const parts = await partsOf(cached.stream(aRequest(), unaborted()));
			const expected = {
				inputTokens: 1000,
				cacheReadTokens: 600,
				cacheWriteTokens: provider.reportsCacheWrites ? 100 : 0,
				outputTokens: 10,
			};
			assert.equal(textOf(parts), 'Dawn.');
			assert.deepEqual(
				parts.at(-1),
				finish('stop', { ...expected, reasoningTokens: provider.kind === 'anthropic' ? 0 : 4 }),
			);
		});

		it('says when the reply was cut at the token limit', async () => {
			aimock.answer(() => ({ text: story, finish: 'length', usage: { inputTokens: 7, outputTokens: 8 } }));
			const parts = await partsOf((await model()).stream(aRequest(), unaborted()));
			assert.deepEqual(parts.at(-1), finish('length', { inputTokens: 7, outputTokens: 8 }));
		});

		it('says that a stream which ends without a word was interrupted', async () => {
			const cut = await rawModel((_, response) => sendEvents(response, openings[provider.kind]));
			const parts = await partsOf(cut.stream(aRequest(), unaborted()));
			assert.equal(textOf(parts), 'Dawn.');
			assert.deepEqual(parts.at(-1), { kind: 'finish', reason: 'interrupted', usage: undefined });
		});

		it('closes the connection when the signal is aborted in the middle of the reply', async () => {
			const closed = Promise.withResolvers<void>();
			const slow = await rawModel((_, response) => {
				response.on('close', () => closed.resolve());
				sendEvents(response, openings[provider.kind], { end: false });
			});
			const controller = new AbortController();
			await assert.rejects(async () => {
				for await (const _ of slow.stream(aRequest(), controller.signal)) controller.abort();
			}, controller.signal.reason as Error);
			await closed.promise;
		});

		it('closes the connection when the reader leaves in the middle of the reply', async () => {
			const closed = Promise.withResolvers<void>();
			const slow = await rawModel((_, response) => {
				response.on('close', () => closed.resolve());
				sendEvents(response, openings[provider.kind], { end: false });
			});
			for await (const _ of slow.stream(aRequest(), unaborted())) break;
			await closed.promise;
		});

		it('sends one request a call, also when it fails', async () => {
			aimock.answer(() => ({ status: 500, message: 'boom' }));
			const before = aimock.exchanges.length;
			await faultIn(await model(), 'overloaded');
			assert.equal(aimock.exchanges.length, before + 1);
		});

		it('hands on how long a provider asks to wait', async () => {
			const limited = await rawModel((_, response) =>
				sendJson(response, 429, { error: { message: 'slow down', type: 'x' } }, { 'retry-after': '7' }),
			);
			const fault = await faultIn(limited, 'rate-limit');
			assert.equal(fault.retryAfterMs, 7000);
		});

		it('reads the waiting time that aimock gives with a 429', async () => {
			aimock.answer(() => ({ status: 429, code: 'rate_limit_exceeded', retryAfterSeconds: 3 }));
			assert.equal((await faultIn(await model(), 'rate-limit')).retryAfterMs, 3000);
		});

		it('takes an error in the middle of a stream for what it stands for', async () => {
			const failing = await rawModel((_, response) =>
				sendEvents(response, [...openings[provider.kind], streamErrors[provider.kind]]),
			);
			await faultIn(failing, 'overloaded');
		});

		it('takes an error at the start of a stream for what it stands for', async () => {
			await faultIn(await rawModel((_, response) => sendEvents(response, [streamErrors[provider.kind]])), 'overloaded');
		});

		it('cannot understand a stream of broken JSON', async () => {
			await faultIn(await rawModel((_, response) => sendEvents(response, ['{"broken": ', '[DONE]'])), 'bad-reply');
			await faultIn(
				await rawModel((_, response) => sendEvents(response, [...openings[provider.kind], '{"broken": '])),
				'bad-reply',
			);
		});

		it('cannot understand what aimock answers when it garbles', async () => {
			aimock.answer(() => ({ text: story }), { chaos: { malformedRate: 1 } });
			await faultIn(await model(), 'bad-reply');
		});

		it('takes an empty reply for one that could not be understood', async () => {
			await faultIn(await rawModel((_, response) => sendEvents(response, [])), 'bad-reply');
		});

		it('keeps the text that came before the connection broke off', async () => {
			aimock.answer(() => ({ text: story }), { chunkSize: 8, truncateAfterChunks: 5, streamingProfile: { tps: 100 } });
			const received: ModelPart[] = [];
			await assert.rejects(
				async () => {
					for await (const part of (await model()).stream(aRequest(), unaborted())) received.push(part);
				},
				(error) => error instanceof ModelFault && error.kind === 'network',
			);
			assert.ok(textOf(received).length > 0 && story.startsWith(textOf(received)));
		});

		it('gives a slow reader all the text that came before the connection broke off', async () => {
			const events = [...openings[provider.kind], ...Array<string>(5).fill(furtherTexts[provider.kind])];
			const breaking = await rawModel((_, response) => {
				sendEvents(response, events, { end: false });
				setTimeout(() => response.destroy(), 20);
			});
			let received = '';
			await assert.rejects(
				async () => {
					for await (const part of breaking.stream(aRequest(), unaborted())) {
						if (part.kind === 'text') received += part.text;
						await new Promise((resolve) => setTimeout(resolve, 30));
					}
				},
				(error) => error instanceof ModelFault && error.kind === 'network',
			);
			assert.equal(received, 'Dawn.'.repeat(6));
		});

		it('is not reached when the server drops the connection', async () => {
			aimock.answer(() => ({ text: story }), { chaos: { disconnectRate: 1 } });
			await faultIn(await model(), 'network');
		});

		it('is not reached where nobody listens', async () => {
			const server = await startRawServer(() => undefined);
			await server.close();
			const fault = await faultIn(await provider.open(`${server.url}${provider.path}`, key), 'network');
			assert.ok(fault.message.includes(server.url));
		});

		it('does not take a wrong key', async () => {
			const fault = await faultIn(await model('key-of-somebody-else-0815'), 'auth');
			assert.match(fault.message, /Set API Key/);
		});

		it('knows a prompt that does not fit', async () => {
			const { status, body } = contextErrors[provider.kind];
			await faultIn(await rawModel((_, response) => sendJson(response, status, body)), 'context-too-long');
		});

		it('throws when the provider would not answer', async () => {
			aimock.answer(() => ({ text: 'I', finish: 'content_filter' }));
			if (provider.kind !== 'anthropic') await faultIn(await model(), 'refused');
		});

		it('does not follow a redirect with the key', async () => {
			let followed = false;
			const redirecting = await rawModel(({ path }, response) => {
				if (path === '/elsewhere') followed = true;
				response.writeHead(307, { location: '/elsewhere' }).end();
			});
			await faultIn(redirecting, 'bad-request');
			assert.equal(followed, false);
		});

		it('asks for JSON and hands it on as text', async () => {
			const reply = { scenes: ['The lamp'] };
			aimock.answer(() => ({ text: JSON.stringify(reply) }));
			const parts = await partsOf((await model()).stream(aRequest({ replySchema: scenePlan }), unaborted()));
			assert.deepEqual(JSON.parse(textOf(parts)), reply);
			assert.equal(textOf(parts), JSON.stringify(reply));
		});

		it('sends system, context and task in the order of their stability', async () => {
			await partsOf((await model()).stream(aRequest(), unaborted()));
			assert.deepEqual(aimock.exchanges.at(-1)?.request.messages, [
				{ role: 'system', text: 'You write a novel.' },
				{ role: 'user', text: 'The story so far: a lighthouse.\n\nWrite the next scene.' },
			]);
		});

		it('goes on from what has been written', async () => {
			await partsOf((await model()).stream(aRequest({ soFar: 'The lamp went' }), unaborted()));
			assert.deepEqual(aimock.exchanges.at(-1)?.request.messages.slice(2), [
				{ role: 'assistant', text: 'The lamp went' },
				{ role: 'user', text: continueInstruction },
			]);
		});

		it('goes on as it is told to', async () => {
			const request = aRequest({
				soFar: '{"scenes":',
				goOn: 'Reply again with the whole object.',
				replySchema: scenePlan,
			});
			aimock.answer(() => ({ text: '{"scenes":[]}' }));
			await partsOf((await model()).stream(request, unaborted()));
			assert.deepEqual(aimock.exchanges.at(-1)?.request.messages.slice(2), [
				{ role: 'assistant', text: '{"scenes":' },
				{ role: 'user', text: 'Reply again with the whole object.' },
			]);
		});

		it('leaves empty parts out and never sends the brief', async () => {
			await partsOf((await model()).stream(aRequest({ system: '', context: '' }), unaborted()));
			assert.deepEqual(aimock.exchanges.at(-1)?.request.messages, [{ role: 'user', text: 'Write the next scene.' }]);
		});

		for (const status of [400, 401, 402, 403, 404, 413, 418, 429, 500, 529]) {
			it(`tells neither key nor prompt in a fault of HTTP ${status}`, async () => {
				const echoing = await rawModel((request, response) => {
					const error = { message: `${key} ${request.body}`, type: 'invalid_request_error', code: key, param: key };
					sendJson(response, status, { error, key, request: request.body }, { 'x-echo': key });
				});
				const fault = await faultIn(echoing);
				const told = inspect(fault, { depth: Infinity, showHidden: true, getters: true });
				for (const secret of [key, 'lighthouse', 'Write the next scene', 'You write a novel'])
					assert.ok(!told.includes(secret), `told: ${secret}`);
			});
		}
	});
}

const scenePlan = {
	name: 'scene_plan',
	schema: {
		type: 'object',
		properties: { scenes: { type: 'array', items: { type: 'string' } }, note: { type: 'string' } },
		required: ['scenes'],
		additionalProperties: false,
	},
};

function finish(
	reason: 'stop' | 'length',
	usage: Partial<NonNullable<Extract<ModelPart, { kind: 'finish' }>['usage']>>,
): ModelPart {
	return {
		kind: 'finish',
		reason,
		usage: {
			inputTokens: 0,
			cacheReadTokens: 0,
			cacheWriteTokens: 0,
			cacheWriteHourTokens: 0,
			outputTokens: 0,
			reasoningTokens: 0,
			...usage,
		},
	};
}

async function faultIn(
	model: LanguageModel,
	kind?: FaultKind,
	request: ModelRequest = aRequest(),
): Promise<ModelFault> {
	try {
		await partsOf(model.stream(request, unaborted()));
	} catch (error) {
		assert.ok(error instanceof ModelFault, `not a ModelFault: ${inspect(error)}`);
		if (kind !== undefined) assert.equal(error.kind, kind, inspect(error));
		return error;
	}
	throw new assert.AssertionError({ message: 'No fault was thrown.' });
}
