import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { RunProfile } from '../../src/api.js';
import { until } from '../support/until.js';
import { api, hostNovel, refusal, run, withSettings, type HostNovel } from '../support/host/hostNovel.js';

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

	const page = async (): Promise<string> => {
		const uri = { scheme: 'prometheus-novel-profile', path: '/Where the Time Went.md', query: novel.folder };
		return (await vscode.workspace.openTextDocument(vscode.Uri.from(uri))).getText();
	};

	it('says what to do before the first run', async () => {
		const { folder } = novel;
		assert.equal(await run('showBottlenecks', { folder }), undefined);
		assert.match(await page(), /No run has been recorded yet\. Generate a chapter with/);
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
		const shown = await until('the page shows the run', async () => {
			const text = await page();
			return text.includes('took') && text;
		});
		for (const part of [
			/^# Where the Time Went\n\n\*\*The run of .* took .*\.\*\*\n/,
			/\nMost of it, \d+ %, went into .*\./,
			/\n\| Where the time went \| Took \| Share \|\n/,
			/\n\| The longest chain, by stage \| Tasks \| Took \| Share \|\n/,
			/\n## Bottlenecks\n\n- \*\*(Critical|High|Medium)\*\*: /,
			/\n## What would end a run like this sooner\n\n1\. /,
			/\n\| What if \| It would have taken \| Difference \|\n/,
			/\n\| Ready, but waiting for \| All tasks together \| On the longest chain \|\n/,
			/\n\| Operation \| Times \| Mean \| Half below \| 90 % below \| 99 % below \| Longest \|\n/,
		])
			assert.match(shown, part);
		assert.equal(
			vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.includes('Time Went')),
			true,
		);
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
