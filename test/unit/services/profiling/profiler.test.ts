import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../../../../src/adapters/sqlite/migrations.js';
import { SqliteProfileStore } from '../../../../src/adapters/sqlite/sqliteProfileStore.js';
import { CancellationError } from '../../../../src/base/errors.js';
import { newRunId } from '../../../../src/base/ids.js';
import { keptRuns } from '../../../../src/core/profiling/profileStore.js';
import { Profiler, type ProfiledRun } from '../../../../src/services/profiling/profiler.js';
import { profiledMethods } from '../../../../src/services/profiling/profiledMethods.js';

const shape = { strategy: 'dependency-aware', continuity: 'chained', slots: 2 } as const;
const nodes = [
	{ id: 'a', stage: 'scene_plan', chapter: 1, dependencies: [] },
	{ id: 'b', stage: 'scene_drafting', chapter: 1, scene: 1, dependencies: ['a'] },
];

describe('The profiler', () => {
	let database: DatabaseSync;
	let profiler: Profiler;
	let now = 0;

	beforeEach(() => {
		now = 500;
		database = new DatabaseSync(':memory:');
		migrate(database, ':memory:');
		profiler = new Profiler({ store: new SqliteProfileStore(database), monotonicMs: () => now });
	});
	afterEach(() => database.close());

	const begin = (): ProfiledRun => {
		const run = profiler.beginRun({ id: newRunId(), startedAt: 1 }, shape);
		run.addGraph(nodes);
		return run;
	};
	const spans = () =>
		(profiler.recordedRun()?.spans ?? []).map(({ id, parent, type, name, startMs, durationMs, outcome, ...place }) => [
			[id, parent, type, name, startMs, durationMs, outcome],
			place,
		]);

	it('nests operations in the one in whose course they begin, through what is asynchronous', async () => {
		const run = begin();
		const perform = async (): Promise<void> => {
			await profiler.profile('recall', 'memory', async () => {
				now += 2;
				await Promise.resolve();
				profiler.profile('record', 'store', () => (now += 1));
			});
			const call = profiler.startOperation('chat', 'model-call', { stage: 'scene_plan', model: 'rehearsal' });
			now += 3;
			profiler.noteFirstText(call);
			now += 4;
			profiler.noteFirstText(call);
			profiler.endOperation(call, 'ok', { outputTokens: 7 });
			profiler.endOperation(call, 'failed');
		};
		run.note({ kind: 'started', id: 'a', attempt: 1 });
		await run.within('a', perform);
		run.note({ kind: 'ended', id: 'a', outcome: { state: 'done' } });
		now += 1;
		run.end('done');
		const node = { node: 'a', stage: 'scene_plan', chapter: 1 };
		assert.deepEqual(spans(), [
			[[1, undefined, 'run', 'run', 0, 11, 'ok'], {}],
			[[2, 1, 'stage', 'scene_plan', 0, 10, 'ok'], { ...node, attempt: 1, slot: 0, model: 'rehearsal' }],
			[[3, 2, 'memory', 'recall', 0, 3, 'ok'], node],
			[[4, 3, 'store', 'record', 2, 1, 'ok'], node],
			[[5, 2, 'model-call', 'chat', 3, 7, 'ok'], { ...node, model: 'rehearsal', outputTokens: 7, firstTextMs: 3 }],
		]);
	});

	it('tells waits for providers and pauses after a failed try apart', () => {
		const run = begin();
		const call = (): void => {
			const operation = profiler.startOperation('chat', 'model-call', { stage: 'scene_plan', model: 'rehearsal' });
			now += 5;
			profiler.endOperation(operation);
		};
		run.note({ kind: 'started', id: 'a', attempt: 1, slot: 3 });
		run.note({ kind: 'waiting', id: 'a', reason: 'rate-limit' });
		now += 10;
		run.within('a', call);
		run.note({ kind: 'retrying', id: 'a' });
		now += 30;
		run.note({ kind: 'started', id: 'a', attempt: 2, slot: 3 });
		run.note({ kind: 'waiting', id: 'a', reason: 'rate-limit' });
		now += 7;
		run.note({ kind: 'waiting', id: 'a', reason: 'breaker' });
		now += 8;
		run.note({ kind: 'fallback', id: 'a', attempt: 3 });
		run.within('a', call);
		run.note({ kind: 'ended', id: 'a', outcome: { state: 'done' } });
		run.end('done');
		assert.deepEqual(
			(profiler.recordedRun()?.spans ?? [])
				.slice(1)
				.map((span) => [
					span.id,
					span.parent,
					span.name,
					span.startMs,
					span.durationMs,
					span.outcome,
					span.slot,
					span.backoffMs,
				]),
			[
				[2, 1, 'scene_plan', 0, 15, 'failed', 3, undefined],
				[3, 2, 'rate-limit', 0, 10, 'ok', undefined, undefined],
				[4, 2, 'chat', 10, 5, 'ok', undefined, undefined],
				[5, 1, 'scene_plan', 45, 15, 'failed', 3, 30],
				[6, 5, 'rate-limit', 45, 7, 'ok', undefined, undefined],
				[7, 5, 'provider-away', 52, 8, 'ok', undefined, undefined],
				[8, 1, 'scene_plan', 60, 5, 'ok', 3, 0],
				[9, 8, 'chat', 60, 5, 'ok', undefined, undefined],
			],
		);
	});

	it('gives each task the lowest slot that is free, where the executor names none', () => {
		const run = begin();
		for (const [kind, id] of [
			['started', 'a'],
			['started', 'b'],
			['retrying', 'a'],
			['started', 'a'],
			['ended', 'b'],
			['ended', 'a'],
		] as const)
			run.note({ kind, id });
		run.end('done');
		const stages = profiler.recordedRun()?.spans.filter(({ type }) => type === 'stage') ?? [];
		assert.deepEqual(stages.map(({ node, slot }) => `${node} ${slot}`).toSorted(), ['a 0', 'a 0', 'b 1']);
	});

	it('says how an operation ended: what it threw passes through', async () => {
		const run = begin();
		run.note({ kind: 'started', id: 'a' });
		await run.within('a', async () => {
			assert.throws(() => profiler.profile('one', 'store', () => assert.fail('No.')), /No\./);
			await assert.rejects(
				profiler.profile('two', 'store', () => Promise.reject(new Error('Neither.'))),
				/Neither/,
			);
			await assert.rejects(profiler.profile('three', 'store', () => Promise.reject(new CancellationError())));
			assert.equal(await profiler.profile('four', 'store', () => Promise.resolve(4)), 4);
		});
		run.end('cancelled');
		assert.deepEqual(
			profiler.recordedRun()?.spans.map(({ name, outcome }) => [name, outcome]),
			[
				['run', 'cancelled'],
				['scene_plan', 'cancelled'],
				['one', 'failed'],
				['two', 'failed'],
				['three', 'cancelled'],
				['four', 'ok'],
			],
		);
	});

	it('counts what a stage has set off and left behind for the run', async () => {
		const run = begin();
		run.note({ kind: 'started', id: 'a' });
		const later = run.within('a', async () => {
			await new Promise((resolve) => setImmediate(resolve));
			return profiler.startOperation('embeddings', 'model-call', { stage: 'embedding', model: 'm/m' });
		});
		run.note({ kind: 'ended', id: 'a', outcome: { state: 'done' } });
		profiler.endOperation(await later);
		run.end('done');
		profiler.endOperation(run.within('a', () => profiler.startOperation('too late', 'store')));
		const found = profiler.recordedRun()?.spans ?? [];
		assert.deepEqual(
			found.map(({ name, parent, model }) => [name, parent, model]),
			[
				['run', undefined, undefined],
				['scene_plan', 1, undefined],
				['embeddings', 1, 'm/m'],
			],
		);
	});

	it('keeps operations outside of runs apart, and the latest of them alone', () => {
		begin().end('done');
		for (let at = 0; at < 5_000; at++) profiler.profile('recall', 'memory', () => (now += 2));
		const [outside, ...more] = profiler.statistics('outside');
		assert.ok(outside && outside.count <= 2_000);
		assert.deepEqual(
			[more, outside.type, outside.p50Ms, outside.maxMs, profiler.statistics()],
			[[], 'memory', 2, 2, []],
		);
	});

	it('answers for the run that is asked for, while it goes on as well', () => {
		const earlier = begin();
		earlier.note({ kind: 'started', id: 'a' });
		now += 40;
		earlier.note({ kind: 'ended', id: 'a', outcome: { state: 'done' } });
		earlier.end('done');
		const [run] = profiler.runs();
		begin().note({ kind: 'started', id: 'a' });
		assert.deepEqual(
			[
				profiler.analyzeBottlenecks({ minShare: 0.5 }),
				profiler.analyzeBottlenecks({ run: run?.id }).map(({ stage, ms }) => [stage, ms]),
				profiler.statistics({ run: run?.id }).map(({ type, count, totalMs }) => [type, count, totalMs]),
				profiler.runs().map(({ outcome }) => outcome),
				profiler.whatIf({ slots: 4 }, { run: run?.id })?.predictedMs,
				[profiler.optimizationRecommendations(), profiler.suggestParallelization()],
			],
			[[], [['scene_plan', 40]], [['stage', 1, 40]], [undefined, 'done'], 40, [[], []]],
		);
	});

	it('has nothing to say before the first run', () => {
		assert.deepEqual(
			[
				profiler.runs(),
				profiler.runProfile(),
				profiler.statistics(),
				profiler.analyzeBottlenecks(),
				profiler.optimizationRecommendations(),
				profiler.suggestParallelization(),
				profiler.whatIf({}),
				profiler.exported('chrome-trace'),
			],
			[[], undefined, [], [], [], [], undefined, undefined],
		);
	});

	it('never keeps a run from going on, though its database is away', () => {
		database.exec('DROP TABLE profile_span');
		const run = begin();
		run.note({ kind: 'started', id: 'a' });
		assert.equal(
			run.within('a', () => 7),
			7,
		);
		run.end('done');
		database.exec('DROP TABLE profile_run');
		const second = begin();
		second.note({ kind: 'started', id: 'a' });
		assert.equal(
			second.within('a', () => profiler.profile('x', 'store', () => 8)),
			8,
		);
		second.end('done');
	});

	it('keeps as many runs as it says', () => {
		for (let at = 0; at < keptRuns + 3; at++) begin().end('done');
		assert.equal(profiler.runs().length, keptRuns);
	});

	it('takes calls of methods down, and leaves what they do alone', async () => {
		class Journal {
			readonly #texts: string[] = [];
			record(text: string): number {
				return this.#texts.push(text);
			}
			async read(): Promise<readonly string[]> {
				return await Promise.resolve(this.#texts);
			}
		}
		const journal = profiledMethods(profiler, 'store', 'journal', new Journal(), ['record', 'read']);
		assert.deepEqual([journal.record('one'), journal.record('two'), await journal.read()], [1, 2, ['one', 'two']]);
		const [statistics] = profiler.statistics('outside');
		assert.deepEqual([statistics?.type, statistics?.count], ['store', 3]);
	});
});
