import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { GenerationReport } from '../../src/api.js';
import { ModelFault, type FaultKind } from '../../src/core/models/modelFault.js';
import { parseModelId } from '../../src/core/models/modelId.js';
import { VscodeModels } from '../../src/host/vscodeModel.js';
import { aRequest, describeLanguageModel, partsOf, textOf, unaborted } from '../contract/languageModel.contract.js';
import type { ModelProviderExports } from '../extensions/model-provider/src/extension.js';
import { hostNovel, refusal, run, withSettings } from '../support/host/hostNovel.js';
import { until } from '../support/until.js';

const models = new VscodeModels();
const open = (name: string) => models.open(parseModelId(`vscode/storytellers/${name}`));

describeLanguageModel("VS Code's own model", () => open('storyteller'));

describe('A model that another extension brings into VS Code', () => {
	let provider: ModelProviderExports;

	before(async () => {
		const extension = vscode.extensions.getExtension<ModelProviderExports>('prometheus-novel-tests.model-provider');
		assert.ok(extension);
		provider = await extension.activate();
	});

	it('is listed with the room that it has, and found by family as well', async () => {
		const listed = (await models.list()).find(({ id }) => id.model === 'storytellers/storyteller');
		assert.deepEqual(listed, {
			id: { provider: 'vscode', model: 'storytellers/storyteller' },
			name: 'The storyteller model (storytellers)',
			contextWindow: 100_000,
		});
		assert.ok(textOf(await partsOf((await open('story')).stream(aRequest(), unaborted()))).length > 0);
	});

	it('gets the whole prompt, and what is written so far as its own words', async () => {
		const model = await open('storyteller');
		await partsOf(model.stream(aRequest({ soFar: 'The lamp went', goOn: 'Go on from there.' }), unaborted()));
		const { texts } = provider.calls.at(-1) ?? assert.fail('No call arrived.');
		assert.deepEqual(texts, [
			'You write a novel.',
			'The story so far: a lighthouse.',
			'Write the next scene.',
			'The lamp went',
			'Go on from there.',
		]);
	});

	it('is told when a reply is not wanted any more', async () => {
		const controller = new AbortController();
		const reading = partsOf((await open('slow')).stream(aRequest(), controller.signal));
		const call = await until('the call arrived', () => provider.calls.findLast((one) => one.model === 'slow'));
		const reason = new Error('enough');
		controller.abort(reason);
		await assert.rejects(reading, (error) => error === reason);
		await until('the provider was told', () => call.cancelled);
	});

	it('is told when a reader leaves in the middle', async () => {
		for await (const part of (await open('slow')).stream(aRequest(), unaborted())) {
			assert.equal(part.kind, 'text');
			break;
		}
		await until('the provider was told', () => provider.calls.at(-1)?.cancelled);
	});

	const faults: readonly (readonly [string, FaultKind])[] = [
		['broken', 'overloaded'],
		['blocked', 'refused'],
		['forbidden', 'auth'],
		['gone', 'bad-request'],
	];
	for (const [name, kind] of faults) {
		it(`that is ${name} becomes a typed fault with a sentence`, async () => {
			const reading = partsOf((await open(name)).stream(aRequest(), unaborted()));
			await assert.rejects(reading, (error) => {
				assert.ok(error instanceof ModelFault);
				assert.equal(error.kind, kind);
				assert.match(error.message, /^(vscode\/storytellers\/|VS Code was not allowed).*\.$/);
				assert.doesNotMatch(`${error.message}${String(error.cause)}`, /lighthouse/);
				return true;
			});
		});
	}

	it('that does not exist is refused with what to do, before anything is written', async () => {
		const novel = await hostNovel();
		const reset = await withSettings({ 'models.draft': 'vscode/nobody/nothing' });
		try {
			assert.equal(
				await refusal('generateNovel', { folder: novel.folder }),
				`VS Code offers no model "vscode/nobody/nothing". Sign in to the extension that brings it, or choose another with 'Prometheus Novel: Choose Models'.`,
			);
		} finally {
			await reset();
			await novel.remove();
		}
	});

	it('drafts a chapter, whose calls are in the ledger as estimates within a subscription', async () => {
		const novel = await hostNovel();
		const model = 'vscode/storytellers/storyteller';
		const reset = await withSettings({ 'models.plan': model, 'models.draft': model, 'models.check': model });
		try {
			const report = await run<GenerationReport>('generateNovel', { folder: novel.folder, chapters: '1' });
			assert.deepEqual(report.failures, []);
			assert.deepEqual(
				report.chapters.map(({ state }) => state),
				['drafted'],
			);
			assert.ok((report.chapters[0]?.words ?? 0) > 500);
			const rows = novel.rows<{ state: string; source: string; cost: number; out: number }>(
				'SELECT state, price_source AS source, cost_micro_usd AS cost, output_tokens AS out FROM call',
			);
			assert.ok(rows.length >= 4);
			assert.ok(rows.every(({ out }) => out > 0));
			assert.deepEqual(
				[...new Set(rows.map(({ state, source, cost }) => `${state} ${source} ${cost}`))],
				['estimated subscription 0'],
			);
		} finally {
			await reset();
			await novel.remove();
		}
	});
});
