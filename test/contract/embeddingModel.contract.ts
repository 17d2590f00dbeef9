import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { generateDeterministicEmbedding } from '@copilotkit/aimock';
import { normalised } from '../../src/core/models/direction.js';
import type { EmbeddingModel, EmbeddingUse } from '../../src/core/models/embeddingModel.js';
import { ModelFault, type FaultKind } from '../../src/core/models/modelFault.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { sendJson, startRawServer, type RawServer } from '../support/aimockRawServer.js';
import { contextErrors } from '../support/aimockWireFormats.js';
import { embeddedTexts, embeddingReply, type EmbeddingWire } from '../support/embeddingWireFormats.js';
import { unaborted } from './languageModel.contract.js';

export interface EmbeddingCase {
	readonly name: string;
	readonly wire: EmbeddingWire;
	/** What follows the server's URL in the base URL. */
	readonly path: string;
	readonly maxTextsPerCall: number;
	open(baseUrl: string, key: string): Promise<EmbeddingModel>;
}

const key = 'key-sesame-4711-do-not-tell';
const texts = ['The lamp went out at four.', 'Nobody slept.', 'The keeper least of all.'];

/** What an embedding model behind a provider's HTTP API owes. */
export function describeEmbeddingModel(provider: EmbeddingCase): void {
	const { wire } = provider;
	let aimock: Aimock;
	const raw: RawServer[] = [];
	const model = (givenKey = key): Promise<EmbeddingModel> => provider.open(`${aimock.url}${provider.path}`, givenKey);
	const rawModel = async (...handler: Parameters<typeof startRawServer>): Promise<EmbeddingModel> => {
		const server = await startRawServer(...handler);
		raw.push(server);
		return provider.open(`${server.url}${provider.path}`, key);
	};
	/** Answers each text with the vector that stands for it, and says that it took so many tokens. */
	const answering = (vectors: readonly (readonly number[])[], tokens?: number): Promise<EmbeddingModel> =>
		rawModel((request, response) => sendJson(response, 200, embeddingReply(wire, request, vectors, tokens)));

	describe(`${provider.name} as an embedding model`, () => {
		before(async () => {
			aimock = await startAimock({ keys: [key] });
		});
		// What no fixture answers, aimock embeds by itself, each text in its own direction.
		beforeEach(() => void aimock.mock.clearFixtures());
		after(async () => {
			await Promise.all([aimock.close(), ...raw.map((server) => server.close())]);
		});

		it('gives a text the direction that the provider gives it, at length one', async () => {
			const dimensions = wire === 'google' ? 768 : 1536;
			for (const text of texts) {
				const expected = normalised(Float32Array.from(generateDeterministicEmbedding(text, dimensions)));
				assert.deepEqual(await (await model()).embed([text], 'document', unaborted()), {
					vectors: [expected],
					inputTokens: undefined,
				});
			}
		});

		it('gives one vector a text, in order, and the tokens that were reported', async () => {
			const given = await answering(
				[
					[3, 4],
					[0, -2],
					[0.5, 0],
				],
				77,
			);
			assert.deepEqual(await given.embed(texts, 'document', unaborted()), {
				vectors: [Float32Array.of(0.6, 0.8), Float32Array.of(0, -1), Float32Array.of(1, 0)],
				inputTokens: wire === 'google' ? undefined : 77,
			});
		});

		it('takes no tokens at all for a server that does not count', async () => {
			const given = await answering([[1, 0]], 0);
			assert.equal((await given.embed(['One.'], 'query', unaborted())).inputTokens, undefined);
		});

		it('says how many texts one call takes', async () => {
			assert.equal((await model()).maxTextsPerCall, provider.maxTextsPerCall);
		});

		it('sends texts as they are, and says what they are for where the provider asks', async () => {
			const sent: unknown[] = [];
			const listening = await rawModel((request, response) => {
				sent.push(embeddedTexts(wire, request));
				sendJson(response, 200, embeddingReply(wire, request, [[1, 0]]));
			});
			for (const use of ['document', 'query'] as EmbeddingUse[]) await listening.embed(['Dawn.'], use, unaborted());
			const taskTypes = wire === 'google' ? ['RETRIEVAL_DOCUMENT', 'RETRIEVAL_QUERY'] : [undefined, undefined];
			assert.deepEqual(
				sent,
				taskTypes.map((taskType) => [['Dawn.', ...(taskType === undefined ? [] : [taskType])]]),
			);
		});

		it('sends one request a call, also when it fails', async () => {
			let requests = 0;
			const failing = await rawModel((_, response) => {
				requests++;
				sendJson(response, 500, { error: { message: 'boom' } });
			});
			await faultIn(failing, 'overloaded');
			assert.equal(requests, 1);
		});

		it('reads the waiting time that aimock gives with a 429', async () => {
			aimock.answer(() => ({ status: 429, code: 'rate_limit_exceeded', retryAfterSeconds: 3 }));
			const fault = await faultIn(await model(), 'rate-limit', ['One.']);
			assert.deepEqual([fault.retryAfterMs, fault.wasSent], [3000, false]);
		});

		it('closes the connection when the signal is aborted', async () => {
			const closed = Promise.withResolvers<void>();
			const controller = new AbortController();
			const silent = await rawModel((_, response) => {
				response.on('close', () => closed.resolve());
				controller.abort();
			});
			await assert.rejects(silent.embed(texts, 'document', controller.signal), controller.signal.reason as Error);
			await closed.promise;
		});

		it('sends nothing when the signal was aborted before', async () => {
			let requests = 0;
			const counting = await rawModel((_, response) => {
				requests++;
				response.end();
			});
			const reason = new Error('stopped');
			await assert.rejects(counting.embed(texts, 'query', AbortSignal.abort(reason)), (error) => error === reason);
			assert.equal(requests, 0);
		});

		const unsound: readonly (readonly [what: string, vectors: readonly (readonly unknown[])[]])[] = [
			['too few vectors', [[1, 0]]],
			['too many vectors', [[1, 0], [0, 1], [1, 1], [1, 2]]], // prettier-ignore
			['vectors of different lengths', [[1, 0], [0, 1], [1, 1, 1]]], // prettier-ignore
			['a vector without a direction', [[1, 0], [0, 0], [1, 1]]], // prettier-ignore
			['something else than numbers', [[1, 0], ['x', 0], [1, 1]]], // prettier-ignore
		];
		for (const [what, vectors] of unsound) {
			it(`cannot understand ${what}, which are paid for all the same`, async () => {
				const fault = await faultIn(await answering(vectors as number[][], 9), 'bad-reply');
				assert.equal(fault.wasSent, true);
			});
		}

		it('cannot understand broken JSON', async () => {
			const broken = await rawModel((_, response) => {
				response.writeHead(200, { 'content-type': 'application/json' });
				response.end('{"data": [');
			});
			assert.equal((await faultIn(broken, 'bad-reply')).wasSent, true);
		});

		it('tells a reply that broke off from one that could not be understood', async () => {
			const breaking = await rawModel((_, response) => {
				response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
				response.write('{"data": [', () => response.destroy());
			});
			assert.equal((await faultIn(breaking, 'network')).wasSent, true);
		});

		it('is not reached where nobody listens', async () => {
			const server = await startRawServer(() => undefined);
			await server.close();
			const fault = await faultIn(await provider.open(`${server.url}${provider.path}`, key), 'network');
			assert.deepEqual([fault.message.includes(server.url), fault.wasSent], [true, false]);
		});

		it('does not take a wrong key', async () => {
			await faultIn(await model('key-of-somebody-else-0815'), 'auth', ['One.']);
		});

		it('knows a text that does not fit', async () => {
			const refusals = [contextErrors[wire], ...(wire === 'openai-compatible' ? localRefusals : [])];
			for (const { status, body } of refusals)
				await faultIn(await rawModel((_, response) => sendJson(response, status, body)), 'context-too-long');
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

		for (const status of [400, 401, 404, 429, 500]) {
			it(`tells neither key nor text in a fault of HTTP ${status}`, async () => {
				const echoing = await rawModel((request, response) => {
					const error = { message: `${key} ${request.body}`, type: 'invalid_request_error', code: key, param: key };
					sendJson(response, status, { error, key, request: request.body }, { 'x-echo': key });
				});
				const told = inspect(await faultIn(echoing), { depth: Infinity, showHidden: true, getters: true });
				for (const secret of [key, ...texts]) assert.ok(!told.includes(secret), `told: ${secret}`);
			});
		}
	});
}

/** Of llama.cpp and of Ollama from 0.13.5 on. */
const localRefusals = [
	{
		status: 500,
		body: {
			error: {
				code: 500,
				message:
					'input (992 tokens) is too large to process. increase the physical batch size (current batch size: 512)',
				type: 'server_error',
			},
		},
	},
	{
		status: 400,
		body: {
			error: {
				message: 'the input length exceeds the context length',
				type: 'invalid_request_error',
				param: null,
				code: null,
			},
		},
	},
];

async function faultIn(
	model: EmbeddingModel,
	kind?: FaultKind,
	wanted: readonly string[] = texts,
): Promise<ModelFault> {
	try {
		await model.embed(wanted, 'document', unaborted());
	} catch (error) {
		assert.ok(error instanceof ModelFault, `not a ModelFault: ${inspect(error)}`);
		if (kind !== undefined) assert.equal(error.kind, kind, inspect(error));
		return error;
	}
	throw new assert.AssertionError({ message: 'No fault was thrown.' });
}
