import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunProfile } from '../../src/api.js';
import {
	api,
	hostNovel,
	isDashboardOpen,
	refusal,
	run,
	withSettings,
	type HostNovel,
} from '../support/host/hostNovel.js';
import { until } from '../support/until.js';

describe('Where the time went, by commands', function () {
	this.timeout(60_000);
	let novel: HostNovel;
	let reset: () => Promise<void>;

	before(async () => {
		reset = await withSettings({ 'rehearsal.tokensPerSecond': 0 });
		novel = await hostNovel({ chapters: 2 });
	});
	after(async () => {
		await reset();
		await novel.remove();
	});

	it('says what to do before the first run', async () => {
		const { folder } = novel;
		assert.equal(await run('showBottlenecks', { folder }), undefined);
		await until('the dashboard is open', isDashboardOpen);
		assert.match(
			await refusal('exportProfile', { folder, format: 'chrome-trace', file: path.join(folder, 'x.json') }),
			/No run has been recorded yet/,
		);
	});

	it('shows a run with its longest chain, its bottlenecks and what would end it sooner', async () => {
		const { folder } = novel;
		await run('generateNovel', { folder });
		const file = path.join(folder, 'trace.json');
		const profile = await run<RunProfile>('showBottlenecks', {
			folder,
			minShare: 0,
			export: 'opentelemetry',
			to: file,
		});
		assert.deepEqual([profile.run.outcome, profile.run.slots, profile.timeline.length > 10], ['done', 10, true]);
		assert.ok('resourceSpans' in (JSON.parse(await readFile(file, 'utf8')) as object));
	});

	it('is the same by the API, and exported where it is asked to be', async () => {
		const { folder } = novel;
		const { profiling } = await (await api()).openNovel(folder);
		const shown = await run<RunProfile>('showBottlenecks', { folder });
		const own = profiling.runProfile();
		assert.deepEqual(JSON.parse(JSON.stringify(shown)), JSON.parse(JSON.stringify(own)));
		assert.deepEqual(
			[profiling.analyzeBottlenecks(), profiling.optimizationRecommendations(), profiling.suggestParallelization()],
			[own?.bottlenecks, own?.recommendations, own?.parallelizations],
		);
		const file = path.join(folder, 'chrome.json');
		assert.equal(await run('exportProfile', { folder, format: 'chrome-trace', file }), file);
		assert.equal(await readFile(file, 'utf8'), profiling.exported('chrome-trace'));
		assert.match(
			await refusal('exportProfile', { folder, format: 'chrome-trace', file: path.join(folder, 'no', 'x.json') }),
			/cannot be written/,
		);
	});

	it('refuses what is no run, share or form', async () => {
		const { folder } = novel;
		assert.match(await refusal('showBottlenecks', { folder, run: 'never' }), /There is no record of the run "never"/);
		for (const wrong of [{ minShare: 2 }, { run: '' }, { export: 'svg', to: '/x' }, { export: 'chrome-trace' }])
			assert.match(await refusal('showBottlenecks', { folder, ...wrong }), /showBottlenecks cannot use that argument/);
		assert.match(await refusal('exportProfile', { folder, format: 'svg', file: '/x' }), /cannot use that argument/);
	});
});
