import assert from 'node:assert/strict';
import type { ModelRequest } from '../../../../src/core/models/languageModel.js';
import { ModelFault } from '../../../../src/core/models/modelFault.js';
import type { GenerationProgress } from '../../../../src/core/pipeline/jobs.js';
import { openNovelProject } from '../../../../src/compose.js';
import type { ProjectSettings } from '../../../../src/compose/projectSettings.js';
import type { NovelProject } from '../../../../src/services/novelProject.js';
import { novelRows } from '../../../support/novel/novelDatabase.js';
import { novelistBut, novelistReply, scriptedHost, scriptedSettings } from '../../../support/novel/sampleProject.js';
import { ScriptedModel } from '../../../support/scriptedModel.js';
import { until } from '../../../support/until.js';
import { chapters, never, novelist, shortSample, statesOf } from './shortSample.js';

const spareName = 'spare/novelist';
/** Longer than anyone waits, so that it is not tried again. */
const tomorrow = new ModelFault('rate-limit', 'Come back tomorrow.', { retryAfterMs: 86_400_000 });

describe('Generating with a fallback model', () => {
	const { folder } = shortSample();
	const settings: ProjectSettings = {
		...scriptedSettings,
		fallbackModel: spareName,
		prices: { ...scriptedSettings.prices, [spareName]: { input: 1, output: 5 } },
	};
	const spareNovelist = (): ScriptedModel =>
		new ScriptedModel((request) => novelistReply(request), { provider: 'spare', model: 'novelist' });

	async function withTwo<T>(
		own: ScriptedModel,
		spare: ScriptedModel,
		use: (project: NovelProject) => Promise<T>,
		changes: Partial<ProjectSettings> = {},
	): Promise<T> {
		const host = scriptedHost(own, () => ({ ...settings, ...changes }));
		const spareOpener = { open: () => Promise.resolve(spare), list: () => Promise.resolve([]) };
		const project = await openNovelProject(folder(), { ...host, models: { ...host.models, spare: spareOpener } });
		try {
			return await use(project);
		} finally {
			await project.close();
		}
	}

	const isDraft = ({ purpose }: ModelRequest): boolean => purpose.stage === 'scene_drafting';
	const draftless = (): ScriptedModel =>
		novelistBut((request) => (isDraft(request) ? { text: '', fault: tomorrow } : undefined));

	it('has it do what the own model could not, books it under its name, and says so', async () => {
		const [own, spare, notes] = [draftless(), spareNovelist(), new Set<string>()];
		const report = await withTwo(own, spare, async (project) => {
			project.generation.onProgress(({ note }: GenerationProgress) => note !== undefined && notes.add(note));
			return await project.generation.generate(chapters('1'), never);
		});
		const rows = novelRows<{ model: string; outcome: string }>(
			folder(),
			`SELECT model, outcome FROM call WHERE stage = 'scene_drafting' ORDER BY started_at`,
		);
		assert.deepEqual(
			{ states: statesOf(report), failures: report.failures, spare: spare.stages, rows, notes: [...notes] },
			{
				states: ['drafted'],
				failures: [],
				spare: ['scene_drafting'],
				rows: [
					{ model: 'scripted/novelist', outcome: 'failed' },
					{ model: spareName, outcome: 'ok' },
				].map((row) => Object.assign(Object.create(null) as object, row)),
				notes: ['Come back tomorrow. The fallback model takes over.'],
			},
		);
	});

	it('does not buy again what it has made, when the own model is back', async () => {
		const failing = novelistBut(({ purpose }) =>
			purpose.stage === 'continuity_audit' ? { text: '', fault: tomorrow } : undefined,
		);
		await withTwo(failing, spareNovelist(), (project) => project.generation.generate(chapters('1'), never));
		const [own, spare] = [novelist(), spareNovelist()];
		const report = await withTwo(own, spare, (project) => project.generation.generate(chapters('1'), never));
		assert.deepEqual([report.upToDate, own.stages, spare.stages], [true, [], []]);
	});

	it('refuses one without a price before anything is bought', async () => {
		const [own, spare] = [novelist(), spareNovelist()];
		const { prices } = scriptedSettings;
		await assert.rejects(
			withTwo(own, spare, (project) => project.generation.generate(chapters('1'), never), { prices }),
			{ code: 'unknown-price', message: /spare\/novelist/ },
		);
		assert.deepEqual([own.stages, spare.stages], [[], []]);
	});

	it('refuses rate limits that cannot be used before anything is bought', async () => {
		const own = novelist();
		const rateLimits = { scripted: { requestsPerMinute: 0 } };
		await assert.rejects(
			withTwo(own, spareNovelist(), (project) => project.generation.generate(chapters('1'), never), { rateLimits }),
			{ code: 'bad-rate-limits' },
		);
		assert.deepEqual(own.stages, []);
	});
});

describe('A run that is paused', () => {
	const { folder } = shortSample();

	it('starts nothing new until it is resumed, and tells both', async () => {
		const model = novelist();
		const project = await openNovelProject(folder(), scriptedHost(model));
		try {
			const { generation } = project;
			const pauses: boolean[] = [];
			generation.onPause((isPaused) => pauses.push(isPaused));
			generation.pause();
			assert.equal(generation.isPaused, false);
			const stop = generation.onExecution(({ kind }) => void (kind === 'started' && generation.pause()));
			const running = generation.generate(chapters('1-2'), never);
			await until('the first stage is over', () => model.stages.length === 1);
			await until('nothing is open', () => project.costs.checkBudget().held === 0);
			stop();
			const inPause = [...model.stages];
			generation.resume();
			const report = await running;
			assert.deepEqual(
				{ inPause, pauses, states: statesOf(report), isPaused: generation.isPaused },
				{ inPause: ['scene_plan'], pauses: [true, false], states: ['drafted', 'drafted'], isPaused: false },
			);
		} finally {
			await project.close();
		}
	});

	it('can be cancelled', async () => {
		const model = novelist();
		const project = await openNovelProject(folder(), scriptedHost(model));
		try {
			const abort = new AbortController();
			project.generation.onExecution(({ kind }) => void (kind === 'started' && project.generation.pause()));
			const running = project.generation.generate(chapters('1'), abort.signal);
			await until('it is paused', () => project.generation.isPaused);
			abort.abort();
			assert.deepEqual([(await running).cancelled, project.generation.isPaused], [true, false]);
		} finally {
			await project.close();
		}
	});
});
