import assert from 'node:assert/strict';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNovelProject } from '../../src/compose.js';
import { defaultSettings, type ProjectSettings } from '../../src/compose/projectSettings.js';
import type { CostForecast } from '../../src/services/cost/forecastService.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import { startAimock, type Aimock, type AimockHandler } from '../support/aimock.js';
import { copySample } from '../support/editor/copySample.js';
import { novelist } from '../support/novel/novelist.js';
import { plausibleNovelist } from '../support/novel/plausibleNovelist.js';
import { dist, tokens } from '../support/novel/sampleProject.js';
import { until } from '../support/until.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const unaborted = new AbortController().signal;
const wholeBook = { kind: 'chapters', chapters: undefined } as const;

/** Of cloud providers alone. */
const keyOf = (provider: string): Promise<string | undefined> =>
	Promise.resolve(provider === 'openai' || provider === 'anthropic' ? 'a-key' : undefined);

/** Two forecasts with what was then billed for what they are of. */
interface Trial {
	readonly atFirst: CostForecast;
	readonly billed: number;
	readonly afterThree: CostForecast;
	readonly billedAfterThree: number;
}

describe('The forecast of the sample novel', function () {
	this.timeout(120_000);
	const folder = temporaryFolder();
	let aimock: Aimock;

	before(async () => (aimock = await startAimock()));
	after(() => aimock.close());

	const open = async (model: string, changes: Partial<ProjectSettings> = {}): Promise<NovelProject> => {
		const { openai, anthropic } = aimock.baseUrls;
		const settings: ProjectSettings = {
			...defaultSettings,
			models: { plan: model, draft: model, check: model },
			providers: { openai: { baseUrl: openai }, anthropic: { baseUrl: anthropic } },
			...changes,
		};
		const host = { dist, tokens, settings: () => settings, key: keyOf };
		return await openNovelProject(folder(), host);
	};

	const trial = async (model: string, handler: AimockHandler): Promise<Trial> => {
		aimock.answer(handler);
		await copySample(process.cwd(), folder());
		const project = await open(model);
		try {
			const { forecasts, generation, costs } = project;
			const asked = aimock.exchanges.length;
			const atFirst = await forecasts.predictTotal(wholeBook, unaborted);
			assert.equal(aimock.exchanges.length, asked, 'a forecast asked a model');
			await generation.generate({ kind: 'chapters', chapters: '1-3' }, unaborted);
			const three = costs.checkBudget().spent;
			const afterThree = await forecasts.predictTotal(wholeBook, unaborted);
			const { failures } = await generation.generate(wholeBook, unaborted);
			assert.deepEqual(failures, []);
			const billed = costs.checkBudget().spent;
			return { atFirst, billed, afterThree, billedAfterThree: billed - three };
		} finally {
			await project.close();
		}
	};

	for (const [model, seed, tokensPerToken] of [
		['openai/gpt-5-mini', 17, 1],
		['anthropic/claude-sonnet-4-5', 5, 1.3],
	] as const)
		it(`is within 15 % of what ${model} bills, and within 5 % after three chapters (seed ${seed})`, async () => {
			const { atFirst, billed, afterThree, billedAfterThree } = await trial(
				model,
				plausibleNovelist({ seed, tokensPerToken }),
			);
			const errors = [atFirst.p50 / billed - 1, afterThree.p50 / billedAfterThree - 1];
			assert.ok(Math.abs(errors[0] ?? 1) <= 0.15, `off by ${errors[0]} before the first call`);
			assert.ok(billed <= atFirst.p90, `${billed} is above ${atFirst.p90}`);
			assert.ok(Math.abs(errors[1] ?? 1) <= 0.05, `off by ${errors[1]} after three chapters`);
			assert.ok(billedAfterThree <= afterThree.p90, `${billedAfterThree} is above ${afterThree.p90}`);
			const [past] = afterThree.past;
			const { chapters, past: none, learned, alternatives } = atFirst;
			assert.deepEqual(
				alternatives.map(({ quality, p50, p90 }) => [quality, p50 > 0 && p90 > p50]),
				[
					['low', true],
					['medium', true],
					['high', true],
				],
			);
			assert.deepEqual([chapters, none, learned, past?.all], [12, [], 0, atFirst.nodes.length]);
			assert.equal(Math.sign(past?.error ?? 0), Math.sign(-(errors[0] ?? 0)));
		});

	it('comes nearer by what a model has taught that says far less than others', async () => {
		const { atFirst, billed, afterThree, billedAfterThree } = await trial('openai/gpt-5-mini', novelist);
		const [before, after] = [atFirst.p50 / billed - 1, afterThree.p50 / billedAfterThree - 1];
		assert.ok(Math.abs(after) < Math.abs(before) / 3, `${before} and then ${after}`);
	});

	it('is for what is left alone: nothing for what is done, and a scene less for a scene that is written', async () => {
		await copySample(process.cwd(), folder());
		aimock.answer(plausibleNovelist({ seed: 17 }));
		const project = await open('openai/gpt-5-mini');
		try {
			const { forecasts, generation } = project;
			const request = { kind: 'chapters', chapters: '1' } as const;
			const whole = await forecasts.predictTotal(request, unaborted);
			const abort = new AbortController();
			generation.onProgress(({ scene }) => scene === 2 && abort.abort(new Error('Enough.')));
			await generation.generate(request, abort.signal);
			const rest = await forecasts.predictTotal(request, unaborted);
			await generation.generate(request, unaborted);
			const nothing = await forecasts.predictTotal(request, unaborted);
			assert.deepEqual(
				[whole, rest, nothing].map(({ byStage }) => byStage.map(({ key }) => key)),
				[
					['scene_plan', 'scene_drafting', 'chapter_memory', 'continuity_audit', 'continuity_fix'],
					['scene_drafting', 'chapter_memory', 'continuity_audit', 'continuity_fix'],
					[],
				],
			);
			assert.deepEqual([nothing.p50, nothing.p90, nothing.chapters], [0, 0, 0]);
		} finally {
			await project.close();
		}
	});

	it('is made without a key, is free for free models, and is refused without a price', async () => {
		await copySample(process.cwd(), folder());
		const withoutKey = await openNovelProject(folder(), {
			dist,
			tokens,
			settings: () => ({
				...defaultSettings,
				models: { plan: 'openai/gpt-5', draft: 'rehearsal', check: 'rehearsal' },
			}),
			key: () => Promise.resolve(undefined),
		});
		const { p50, byModel, calls } = await withoutKey.forecasts.predictTotal(wholeBook, unaborted);
		await withoutKey.close();
		assert.deepEqual([p50 > 0, byModel.map(({ key }) => key), calls > 60], [true, ['openai/gpt-5', 'rehearsal'], true]);
		const free = await open('rehearsal');
		assert.deepEqual(
			[(await free.forecasts.predictTotal(wholeBook, unaborted)).p90, await free.forecasts.isFree()],
			[0, true],
		);
		await free.close();
		const unknown = await open('openai/gpt-of-tomorrow');
		await assert.rejects(unknown.forecasts.predictTotal(wholeBook, unaborted), { code: 'unknown-price' });
		await unknown.close();
	});

	it('says how much of it has been done since, and is not held against the book where nobody asked for it', async () => {
		aimock.answer(novelist);
		await copySample(process.cwd(), folder());
		const project = await open('openai/gpt-5-mini');
		try {
			const { forecasts, generation } = project;
			const madeAt = Date.now();
			const forecast = await forecasts.predictTotal(wholeBook, unaborted, false);
			assert.deepEqual([forecasts.latest(), forecasts.doneSince(madeAt, forecast)], [undefined, 0]);
			await generation.generate({ kind: 'next' }, unaborted);
			const ofFirst = forecast.nodes.filter(({ chapter }) => chapter === 1);
			const most = ofFirst.reduce((sum, { cost }) => sum + cost, 0);
			const done = forecasts.doneSince(madeAt, forecast);
			assert.ok(done > most * 0.6 && done <= Math.round(most), `${done} of ${most}`);
			assert.equal(forecasts.doneSince(Date.now() + 1, forecast), 0);
		} finally {
			await project.close();
		}
	});

	it('says what audits in a batch would save, and counts them so where they go there', async () => {
		await copySample(process.cwd(), folder());
		const request = { kind: 'chapters', chapters: '1-2' } as const;
		const forecasts: CostForecast[] = [];
		for (const audits of ['now', 'batch'] as const) {
			const project = await open('openai/gpt-5-mini', { audits });
			forecasts.push(await project.forecasts.predictTotal(request, unaborted));
			await project.close();
		}
		const [now, batched] = forecasts;
		assert.ok(now !== undefined && batched !== undefined && now.batchSaving > 0);
		assert.deepEqual([now.p50 - batched.p50, batched.batchSaving], [now.batchSaving, 0]);
	});

	it('prices one call, and refuses what is no number of tokens', async () => {
		await copySample(process.cwd(), folder());
		const project = await open('openai/gpt-5-mini');
		assert.equal(await project.forecasts.estimateCost('openai/gpt-5-mini', 1_000_000, 100_000), 250_000 + 200_000);
		for (const wrong of [-1, Number.NaN, 0.5, Infinity])
			await assert.rejects(project.forecasts.estimateCost('openai/gpt-5-mini', wrong, 1), { code: 'bad-tokens' });
		await project.close();
	});

	it('writes nothing through a link that the author has made', async () => {
		await copySample(process.cwd(), folder());
		const elsewhere = join(folder(), 'elsewhere');
		await mkdir(elsewhere);
		await symlink(elsewhere, join(folder(), 'manuscript'));
		const project = await open('openai/gpt-5-mini');
		const { chapters } = await project.forecasts.predictTotal({ kind: 'chapters', chapters: '1' }, unaborted);
		await project.close();
		assert.deepEqual([chapters, await readdir(elsewhere)], [1, []]);
	});

	it('can be cancelled, and leaves nothing behind', async () => {
		await copySample(process.cwd(), folder());
		const project = await open('openai/gpt-5-mini');
		const temporary = process.env['TMPDIR'];
		process.env['TMPDIR'] = join(folder(), 'temporary');
		await mkdir(tmpdir());
		const abort = new AbortController();
		const predicting = project.forecasts.predictTotal(wholeBook, abort.signal);
		await until('the rehearsal has begun', async () => (await readdir(tmpdir())).length > 0);
		abort.abort(new Error('Not now.'));
		await assert.rejects(predicting, /Not now/);
		assert.deepEqual(await readdir(tmpdir()), []);
		if (temporary === undefined) delete process.env['TMPDIR'];
		else process.env['TMPDIR'] = temporary;
		await project.close();
	});
});
