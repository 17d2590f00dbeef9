import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SqliteDurationHistory } from '../../src/adapters/sqlite/sqliteDurationHistory.js';
import { SqliteProfileStore } from '../../src/adapters/sqlite/sqliteProfileStore.js';
import type { RunId } from '../../src/base/ids.js';
import { ModelFault } from '../../src/core/models/modelFault.js';
import { expectedDuration } from '../../src/core/profiling/durationHistory.js';
import type { RunProfile } from '../../src/core/profiling/runProfile.js';
import type { Span } from '../../src/core/profiling/span.js';
import { runCommand, startCommand } from '../support/commandLine.js';
import { copyShortSample, novelistBut, novelistReply, withProject } from '../support/novel/sampleProject.js';
import { until } from '../support/until.js';
import { openDatabases } from '../support/openDatabases.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';
import { describeProfileStore } from './profileStore.contract.js';

const never = new AbortController().signal;
const first = { kind: 'chapters', chapters: '1-2' } as const;

describe('Profiles', function () {
	this.timeout(60_000);
	const folder = temporaryFolder();
	const path = (): string => join(folder(), '.prometheus', 'novel.db');
	const openAt = openDatabases();
	const open = async (): Promise<DatabaseSync> => (await openAt(path())).database;

	describeProfileStore('SqliteProfileStore', async () => new SqliteProfileStore(await open()));

	it('have every try of every node, and every call under the try that made it', async () => {
		await copyShortSample(folder());
		const { run, calls } = await withProject(
			folder(),
			novelistBut(() => undefined),
			async (project) => {
				await project.generation.generate(first, never);
				return { run: project.profiler.recordedRun(), calls: [...project.costs.ledgerRows()] };
			},
		);
		assert.ok(run);
		const { spans, graphs, outcome, durationMs = 0 } = run;
		const stages = spans.filter(({ type }) => type === 'stage');
		const nodesOf = (all: readonly { readonly node?: string | undefined }[]): ReadonlySet<unknown> =>
			new Set(all.map(({ node }) => node));
		assert.deepEqual(nodesOf(stages), new Set(graphs.flatMap(({ nodes }) => nodes.map(({ id }) => id))));
		const asked = spans.filter(({ type }) => type === 'model-call');
		const nodeOf = new Map(stages.map(({ id, node }) => [id, node]));
		assert.deepEqual(
			new Map(
				asked.map(({ call, node, parent, inputTokens, outputTokens }) => [
					call,
					[node, nodeOf.get(parent ?? 0), inputTokens, outputTokens],
				]),
			),
			new Map(calls.map(({ id, node, usage }) => [id, [node, node, usage.inputTokens, usage.outputTokens]])),
		);
		assert.ok(asked.every(({ firstTextMs = -1, durationMs: whole }) => firstTextMs >= 0 && firstTextMs <= whole));
		assert.ok(spans.every(({ startMs, durationMs: own }) => startMs >= 0 && startMs + own <= durationMs + 0.01));
		assert.deepEqual([outcome, new Set(spans.map(({ type }) => type)).size], ['done', 6]);
	});

	it('are whole when a run fails or is cancelled, and say which tries failed', async () => {
		await copyShortSample(folder());
		const fault = new ModelFault('overloaded', 'Too busy. Try again later.', { retryAfterMs: 1 });
		const failing = novelistBut((request, call) => {
			if (request.purpose.stage === 'scene_drafting' && call < 4) throw fault;
			if (request.purpose.stage === 'continuity_audit') throw new ModelFault('refused', 'No.', {});
			return undefined;
		});
		const failed = await withProject(folder(), failing, async ({ generation, profiler }) => {
			await generation.generate({ kind: 'chapters', chapters: '1' }, never);
			return profiler.recordedRun();
		});
		const triesOf = (stage: string): readonly string[] =>
			(failed?.spans ?? [])
				.filter((span) => span.type === 'stage' && span.stage === stage)
				.map(({ outcome }) => outcome);
		assert.deepEqual(
			[failed?.outcome, triesOf('continuity_audit'), triesOf('scene_drafting').at(0), triesOf('scene_drafting').at(-1)],
			['failed', ['failed'], 'failed', 'ok'],
		);
		const abort = new AbortController();
		const stopping = novelistBut((request) => {
			if (request.purpose.stage === 'scene_drafting') abort.abort(new Error('Enough.'));
			return undefined;
		});
		const cancelled = await withProject(folder(), stopping, async ({ generation, profiler }) => {
			await generation.generate({ kind: 'chapters', chapters: '2' }, abort.signal);
			return profiler.runProfile();
		});
		assert.deepEqual(
			[cancelled?.run.outcome, cancelled?.timeline.at(-1)?.outcome, (cancelled?.run.durationMs ?? 0) > 0],
			['cancelled', 'cancelled', true],
		);
	});

	it('are worked out aside as they are here, and tell what goes on while it does', async () => {
		await copyShortSample(folder());
		const letGo = Promise.withResolvers<undefined>();
		const slow = novelistBut((request) =>
			request.purpose.stage === 'scene_drafting'
				? { text: novelistReply(request), afterText: () => letGo.promise }
				: undefined,
		);
		const { during, aside, here } = await withProject(folder(), slow, async ({ generation, profiler }) => {
			const running = generation.generate({ kind: 'chapters', chapters: '1' }, never);
			const drafting = await until('a scene is drafted', async () => {
				const [run] = profiler.runs();
				const timeline = run && (await profiler.timelineAside(run.id));
				return timeline?.rows.some(({ stage }) => stage === 'scene_drafting') && timeline;
			});
			letGo.resolve(undefined);
			await running;
			const [run] = profiler.runs();
			assert.ok(run);
			assert.deepEqual((await profiler.timelineAside(run.id))?.rows, profiler.runProfile()?.timeline);
			assert.equal(await profiler.profileAside('never' as RunId), undefined);
			return { during: drafting, aside: await profiler.profileAside(run.id), here: profiler.runProfile() };
		});
		assert.deepEqual(aside, here);
		assert.deepEqual(
			during.rows.map(({ stage, outcome }) => [stage, outcome]),
			[
				['scene_plan', 'ok'],
				['scene_drafting', 'running'],
			],
		);
	});

	it('hold nothing of what is written', async () => {
		await copyShortSample(folder());
		await withProject(
			folder(),
			novelistBut(() => undefined),
			({ generation }) => generation.generate(first, never),
		);
		const prose = (await readFile(join(folder(), 'manuscript', '01-nobody.md'), 'utf8')).split(/\s+/).slice(4);
		const database = await open();
		const kept = ['profile_run', 'profile_graph', 'profile_span'].map((table) =>
			JSON.stringify(database.prepare(`SELECT * FROM ${table}`).all()),
		);
		for (let at = 0; at + 3 <= prose.length; at++)
			assert.ok(!kept.join('').includes(prose.slice(at, at + 3).join(' ')), prose.slice(at, at + 3).join(' '));
	});

	it('of a process that was killed are there as far as it got', async () => {
		await copyShortSample(folder());
		const slowly = ['generate', '--novel', folder(), '--chapters', '1', '--rehearsal-pace', '250'];
		const { child, result } = startCommand(slowly);
		const database = await open();
		const plan = (): unknown => database.prepare("SELECT 1 FROM profile_span WHERE type = 'stage'").get();
		await until('the first spans are written', () => plan() !== undefined);
		child.kill('SIGKILL');
		await result;
		const { stdout } = await runCommand(['profile', '--novel', folder(), '--json']);
		const { run, wallMs, timeline, bottlenecks } = JSON.parse(stdout) as RunProfile;
		assert.deepEqual(
			[run.durationMs, run.outcome, timeline[0]?.node, bottlenecks.length > 0, wallMs > 0],
			[undefined, undefined, 'chapter:1/scene_plan', true, true],
		);
		const { stdout: words } = await runCommand(['profile', '--novel', folder()]);
		assert.match(words, /took at least .*; it has not ended, or its process was killed\./);
	});

	it('are read and exported on the command line, and say what to do while there are none', async () => {
		await copyShortSample(folder());
		const run = (...more: readonly string[]) => runCommand(['profile', '--novel', folder(), ...more]);
		const none = [await run(), await run('--json'), await run('--list')];
		assert.match(none[0]?.stdout ?? '', /^No run has been recorded yet\. Draft a chapter with/);
		assert.deepEqual([none[1]?.stdout, none.map(({ code }) => code)], ['{"run":null}\n', [0, 0, 0]]);
		await runCommand(['generate', '--novel', folder(), '--chapters', '1-2', '--json']);
		await runCommand(['generate', '--novel', folder(), '--chapters', '1-2', '--json']);
		const runs = JSON.parse((await run('--list', '--json')).stdout) as readonly { readonly id: RunId }[];
		const [idle, busy] = runs;
		assert.match((await run('--run', idle?.id ?? '')).stdout, /Nothing was left to do in it\.|Critical path/);
		const words = (await run('--run', busy?.id ?? '')).stdout;
		for (const part of [
			/^The run of \d{4}-.* took .*; it ended: done\. dependency-aware, chained, 10 at once\.\n/,
			/\nWhere the time went +Took +Share\n/,
			/\nCritical path by stage +Tasks +Took +Share\n/,
			/\nBottlenecks\n {2}(critical|high|medium|low) /,
			/\nOperation +Calls +Mean +p50 +p90 +p99 +Longest\n/,
		])
			assert.match(words, part);
		const file = join(folder(), 'trace.json');
		for (const [format, key] of [
			['chrome-trace', 'traceEvents'],
			['opentelemetry', 'resourceSpans'],
		] as const) {
			assert.equal((await run('--run', busy?.id ?? '', '--export', format, '--to', file)).code, 0);
			assert.ok(key in (JSON.parse(await readFile(file, 'utf8')) as object));
		}
		for (const [given, code, sentence] of [
			[['--run', 'never'], 1, /There is no record of the run "never"\./],
			[['--export', 'svg', '--to', file], 2, /--export takes chrome-trace or opentelemetry, not "svg"\./],
			[['--export', 'chrome-trace'], 2, /Say into which file/],
			[['--to', file], 2, /Say in which form/],
			[['--min-share', '2'], 2, /--min-share takes a number from 0 to 1/],
			[['--export', 'chrome-trace', '--to', join(folder(), 'no', 'where.json')], 1, /cannot be written/],
		] as const) {
			const { code: got, stderr } = await run(...given);
			assert.equal(got, code, given.join(' '));
			assert.match(stderr, sentence);
		}
	});

	it('leave every other commit as durable as it was', async () => {
		const database = await open();
		const store = new SqliteProfileStore(database);
		store.endRun('none' as RunId, 1, 'done');
		const span: Span = { id: 1, parent: undefined, type: 'run', name: 'run', startMs: 0, durationMs: 1, outcome: 'ok' };
		database.exec('DROP TABLE profile_run');
		assert.throws(() => store.addSpans('none' as RunId, [span]));
		assert.deepEqual({ ...database.prepare('PRAGMA synchronous').get() }, { synchronous: 2 });
	});

	it('teach how long the work of a stage takes with a model', async () => {
		const database = await open();
		const store = new SqliteProfileStore(database);
		const id = 'run' as RunId;
		store.beginRun({
			...{ id, startedAt: 1, strategy: 'dependency-aware', continuity: 'chained', slots: 1 },
			...{ durationMs: undefined, outcome: undefined },
		});
		let last = 0;
		const stage = (name: string, durationMs: number, more: Partial<Span> = {}): Span => {
			const own = { parent: undefined, type: 'stage', name, stage: name, startMs: 0, outcome: 'ok' } as const;
			return { ...own, id: ++last, durationMs, ...more };
		};
		store.addSpans(id, [
			...[900, 100, 500].map((ms) => stage('scene_drafting', ms, { model: 'openai/gpt-5' })),
			stage('scene_drafting', 2_500, { model: 'ollama/qwen3' }),
			stage('scene_drafting', 1, { type: 'model-call', model: 'openai/gpt-5' }),
			stage('scene_drafting', 2),
			stage('scene_drafting', 9_000, { model: 'openai/gpt-5', outcome: 'failed' }),
			...[3, 4].map((ms) => stage('validation', ms)),
		]);
		const durations = new SqliteDurationHistory(database).durations();
		assert.deepEqual(durations, [
			{ stage: 'scene_drafting', model: 'ollama/qwen3', typicalMs: 2_500, count: 1 },
			{ stage: 'scene_drafting', model: 'openai/gpt-5', typicalMs: 500, count: 3 },
			{ stage: 'validation', model: undefined, typicalMs: 3, count: 2 },
		]);
		const expected = expectedDuration(durations);
		assert.deepEqual(
			[
				expected('scene_drafting', 'openai/gpt-5'),
				expected('scene_drafting', 'openai/gpt-6'),
				expected('validation'),
				expected('outline', 'openai/gpt-5'),
			],
			[500, 1_000, 3, undefined],
		);
	});
});
