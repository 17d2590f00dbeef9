import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CompanionOutcome } from '../extensions/companion/src/extension.js';
import { api, hostNovel, run, withSettings, type HostNovel } from '../support/host/hostNovel.js';
import { until } from '../support/until.js';

describe("Another author's extension that builds on the API", () => {
	let novel: HostNovel;
	let reset: () => Promise<void>;

	before(async () => {
		reset = await withSettings({ 'rehearsal.tokensPerSecond': 0 });
		novel = await hostNovel();
	});

	after(async () => {
		await reset();
		await novel.remove();
	});

	it('opens a novel, drafts a chapter, follows it, and reads figures that agree', async () => {
		const outcome = await vscode.commands.executeCommand<CompanionOutcome>('companion.draft', novel.folder, '1');
		assert.ok(outcome.openNovels.includes(novel.folder));
		assert.deepEqual(
			outcome.before.map(({ state }) => state),
			['planned', 'planned', 'planned'],
		);
		assert.deepEqual(
			outcome.after.map(({ state }) => state),
			['drafted', 'planned', 'planned'],
		);
		assert.equal(outcome.after[0]?.words, outcome.report.chapters[0]?.words);
		assert.equal(outcome.after[0]?.title, 'Lamp 1');
		for (const stage of ['scene_plan', 'scene_drafting', 'chapter_memory'])
			assert.ok(outcome.stages.includes(stage), stage);
		assert.equal(outcome.costChanges, 2 * outcome.report.modelCalls);
		assert.equal(outcome.totals.calls, outcome.report.modelCalls);
		assert.equal(
			outcome.byStage.reduce((calls, row) => calls + row.calls, 0),
			outcome.totals.calls,
		);
		assert.equal(outcome.totals.limit, 50_000_000);
	});

	it('is refused a version that does not exist, with the one that does', async () => {
		assert.equal(await vscode.commands.executeCommand('companion.askForVersion', 1), 1);
		await assert.rejects(
			Promise.resolve(vscode.commands.executeCommand('companion.askForVersion', 2)),
			/has no API version 2\. Ask for version 1\./,
		);
	});

	it('hears a sentence when the folder holds no novel', async () => {
		await assert.rejects((await api()).openNovel('/nowhere/at/all'), /novel/);
	});

	it('can stop what it started, and so can the author', async () => {
		const resetPace = await withSettings({ 'rehearsal.tokensPerSecond': 100 });
		try {
			const opened = await (await api()).openNovel(novel.folder);
			const controller = new AbortController();
			let words = 0;
			const stop = opened.onProgress((progress) => (words = Math.max(words, progress.words)));
			const own = opened.generate('2', controller.signal);
			await until('words are written', () => words > 5);
			controller.abort();
			assert.equal((await own).cancelled, true);

			words = 0;
			const other = opened.generate('2', new AbortController().signal);
			await until('words are written again', () => words > 5);
			await run('cancelGeneration');
			assert.equal((await other).cancelled, true);
			stop();
		} finally {
			await resetPace();
		}
	});
});
