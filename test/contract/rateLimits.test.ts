import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProviderModelRegistry } from '../../src/adapters/llm/providerModelRegistry.js';
import { systemClock } from '../../src/base/clock.js';
import type { ProviderReply } from '../../src/core/execution/providerReply.js';
import { ModelFault } from '../../src/core/models/modelFault.js';
import { ProviderPace } from '../../src/services/execution/providerPace.js';
import { measureRates, type RateCase } from '../bench/measureRates.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { aRequest, partsOf } from './languageModel.contract.js';

const never = new AbortController().signal;

describe('A provider over HTTP that limits requests and tokens', function () {
	this.timeout(60_000);
	let folder: string;
	before(async () => void (folder = await mkdtemp(join(tmpdir(), 'prometheus-test-'))));
	after(() => rm(folder, { recursive: true, force: true }));

	const common = { requests: 30, tokens: 45_000, windowMs: 2_000, concurrency: 16, latency: [5, 40] } as const;
	const cases: Readonly<Record<string, RateCase>> = {
		'by windows of the clock': { ...common, counting: 'clock', meanTokens: [500, 500] },
		'by a sliding window': { ...common, counting: 'sliding', meanTokens: [500, 500] },
		'with times in its headers, as Anthropic': {
			...common,
			counting: 'fixed',
			meanTokens: [500, 500],
			headers: 'anthropic',
		},
	};
	for (const [name, one] of Object.entries(cases)) {
		it(`turns no call away after the first window: ${name}`, async () => {
			const [row] = await measureRates(await mkdtemp(join(folder, 'run-')), { [name]: one }, 150);
			assert.deepEqual([row?.failed, row?.refusedLater], [0, 0]);
		});
	}
});

describe('aimock as a provider with limits', () => {
	let aimock: Aimock;
	before(async () => void (aimock = await startAimock()));
	after(() => aimock.close());

	const pacedRequest = { purpose: 'any', inputTokens: 10, maxOutputTokens: 100, hasFallback: false };

	it('is heard of whatever its status, with its wish to wait', async () => {
		const heard: (readonly [string, ProviderReply])[] = [];
		const registry = new ProviderModelRegistry({
			providers: { openai: { baseUrl: aimock.baseUrls.openai } },
			key: () => Promise.resolve('key'),
			replies: { noteReply: (provider, reply) => heard.push([provider, reply]) },
		});
		const model = await registry.open({ provider: 'openai', model: 'gpt-4o' });
		aimock.answer(() => ({ status: 429, code: 'rate_limit_exceeded', retryAfterSeconds: 2 }));
		await assert.rejects(partsOf(model.stream(aRequest(), never)), ModelFault);
		aimock.answer(() => ({ status: 500 }));
		await assert.rejects(partsOf(model.stream(aRequest(), never)), ModelFault);
		aimock.answer(() => ({ text: 'A quiet morning.' }));
		await partsOf(model.stream(aRequest(), never));
		assert.deepEqual(
			heard.map(([provider, { isRateLimited, retryAfterMs }]) => [provider, isRateLimited, retryAfterMs]),
			[
				['openai', true, 2_000],
				['openai', false, undefined],
				['openai', false, undefined],
			],
		);
		assert.ok(heard.every(([, { sentAt, answeredAt }]) => answeredAt >= sentAt && sentAt > 1e12));
	});

	it('has all of its calls wait when one was turned away', async () => {
		const pace = new ProviderPace({ clock: systemClock, limits: () => ({}) });
		const registry = new ProviderModelRegistry({
			providers: { anthropic: { baseUrl: aimock.baseUrls.anthropic } },
			key: () => Promise.resolve('key'),
			replies: pace,
		});
		const model = await registry.open({ provider: 'anthropic', model: 'claude-sonnet-4-5' });
		aimock.answer(() => ({ status: 429, code: 'rate_limit_error', retryAfterSeconds: 1 }));
		await assert.rejects(partsOf(model.stream(aRequest(), never)), ModelFault);
		const start = Date.now();
		await Promise.all([1, 2].map(() => pace.enter({ ...pacedRequest, provider: 'anthropic' }, never)));
		const waitedMs = Date.now() - start;
		assert.ok(waitedMs >= 900 && waitedMs < 5_000, `${waitedMs} ms`);
	});
});
