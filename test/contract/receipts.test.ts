import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SeenCall } from '../../src/core/context/seenCall.js';
import type { ModelRequest } from '../../src/core/models/languageModel.js';
import { ModelFault } from '../../src/core/models/modelFault.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import { runCommand, startCommand } from '../support/commandLine.js';
import { copyShortSample, novelistBut, withProject } from '../support/novel/sampleProject.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const unaborted = new AbortController().signal;

describe('Receipts', function () {
	this.timeout(60_000);
	const folder = temporaryFolder();
	beforeEach(() => copyShortSample(folder()));

	const plainNovelist = () => novelistBut(() => undefined);
	const generate = async ({ generation }: NovelProject, chapters: string): Promise<void> => {
		const { failures } = await generation.generate({ kind: 'chapters', chapters }, unaborted);
		assert.deepEqual(failures, []);
	};

	it('tell of each call what was sent, what it cost and what was left out, and replay it to the byte', async () => {
		const requests = new Map<string, ModelRequest>();
		const model = novelistBut((request) => {
			requests.set(`${request.purpose.chapter}/${request.purpose.stage}`, request);
			return undefined;
		});
		await withProject(folder(), model, async (project) => {
			await generate(project, '1-3');
			const { receipts, costs } = project;
			const rows = [...costs.ledgerRows()];
			const calls = await receipts.seen({ limit: 1_000 });
			assert.deepEqual(new Set(calls.map(({ call }) => call)), new Set(rows.map(({ id }) => id)));
			for (const seen of calls) {
				const row = rows.find(({ id }) => id === seen.call);
				assert.deepEqual(
					[seen.costMicroUsd, seen.outcome, seen.node, seen.attempt],
					[row?.cost, 'ok', row?.node, row?.attempt],
				);
			}
			const [drafting] = receipts.receipts({ chapter: 3, stage: 'scene_drafting' });
			const request = requests.get('3/scene_drafting');
			assert.deepEqual(
				drafting?.parts.map(({ part, text }) => [part, text]),
				[
					['system', request?.system],
					['context', request?.context],
					['task', request?.task],
				],
			);
			const [memory, passages] = drafting?.fitted ?? [];
			assert.ok(memory !== undefined && request?.context.includes(memory.text));
			assert.ok(passages !== undefined && passages.given.length > 0 && request?.context.includes(passages.text));
			assert.ok(passages.given.every(({ item }) => (item.chapter ?? 9) < 3));
			const again = await receipts.refit(drafting ?? { fitted: [] }, memory.wholeBudget);
			assert.deepEqual(
				again.map(({ text, tokens }) => [text, tokens]),
				drafting?.fitted.map(({ text, tokens }) => [text, tokens]),
			);
			const [small] = await receipts.seen({ chapter: 3, stage: 'scene_drafting' }, 120);
			assert.ok((small?.replay?.tokens ?? 999) <= 120);
			assert.ok((small?.replay?.removed.length ?? 0) > 0);
			assert.deepEqual(
				small?.replay?.added.filter((key) => small.fitted?.given.some((one) => one.key === key)),
				[],
			);
		});
	});

	it('are kept of calls that failed, with the reason in the ledger', async () => {
		const model = novelistBut(({ purpose }) => {
			if (purpose.stage !== 'continuity_audit') return undefined;
			return { text: '', fault: new ModelFault('refused', 'The request was refused.', { wasSent: true }) };
		});
		await withProject(folder(), model, async ({ generation, receipts }) => {
			await generation.generate({ kind: 'chapters', chapters: '1' }, unaborted);
			const [failed] = await receipts.seen({ stage: 'continuity_audit' });
			assert.deepEqual([failed?.outcome, (failed?.promptTokens ?? 0) > 100], ['failed', true]);
		});
	});

	it('never keep a call from being made, nor its reply from being used', async () => {
		await withProject(folder(), plainNovelist(), async () => Promise.resolve());
		const database = new DatabaseSync(join(folder(), '.prometheus', 'novel.db'));
		database.exec('DROP TABLE receipt');
		database.close();
		await withProject(folder(), plainNovelist(), async (project) => {
			await generate(project, '1');
			assert.ok(project.costs.checkBudget().calls > 2);
		});
	});

	it('show that a chapter is asked for on the same bytes whatever was remembered of it and of later ones since', async () => {
		const asked: string[] = [];
		const model = novelistBut((request) => {
			const { stage, chapter } = request.purpose;
			if (chapter === 2 && (stage === 'scene_plan' || stage === 'scene_drafting'))
				asked.push(JSON.stringify([stage, request.context, request.task]));
			return undefined;
		});
		await withProject(folder(), model, async (project) => {
			await generate(project, '1-2');
			const first = asked.splice(0);
			await generate(project, '3-4');
			await project.generation.generate({ kind: 'chapter', chapter: 2, again: true }, unaborted);
			assert.deepEqual([first.length > 1, asked], [true, first]);
		});
	});

	it('are read on the command line, with what would go in at another budget', async () => {
		await withProject(folder(), plainNovelist(), (project) => generate(project, '1-2'));
		const run = (...more: readonly string[]) => runCommand(['receipt', '--novel', folder(), ...more], {});
		const { stdout } = await run('--chapter', '2', '--budget', '100', '--json');
		const { calls } = JSON.parse(stdout) as { calls: readonly SeenCall[] };
		const drafting = calls.find(({ stage }) => stage === 'scene_drafting');
		assert.deepEqual([drafting?.chapter, drafting?.replay?.budget, drafting?.fitted?.budget], [2, 100, 2_000]);
		const text = (await run('--call', drafting?.call ?? '')).stdout;
		assert.match(text, /scene_drafting, chapter 2, scene 1/);
		assert.match(text, /Context: \d+ of 2000 tokens/);
		const { code, stderr } = await run('--call', 'nobody');
		assert.deepEqual([code, stderr.includes('No receipt is kept of a call nobody.')], [1, true]);
		assert.equal((await run('--chapter', 'x')).code, 2);
		assert.match((await run('--chapter', '9')).stdout, /No receipts are kept for chapter 9/);
		const cut = startCommand(['receipt', '--novel', folder()]);
		cut.child.stdout?.destroy();
		const { code: cutCode, stderr: complaint } = await cut.result;
		assert.deepEqual([cutCode, complaint], [141, '']);
	});
});
