import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteProfileStore } from '../../src/adapters/sqlite/sqliteProfileStore.js';
import { newRunId } from '../../src/base/ids.js';
import { openNovelProject } from '../../src/compose.js';
import { defaultSettings } from '../../src/compose/projectSettings.js';
import { Profiler } from '../../src/services/profiling/profiler.js';
import { copySample } from '../support/editor/copySample.js';

const rounds = 12;
const tasks = 2_000;
const operationsEach = 9;

/** Milliseconds; medians, but for processor time. */
export interface ProfilerMeasures {
	/** One operation, from its start to its row on the disk. */
	readonly spanMs: number;
	/** A bare row of the same size, in one transaction with the others. */
	readonly bareRowMs: number;
	/** Spans of a rehearsal of the sample novel. */
	readonly spans: number;
	/** Of that run. */
	readonly wallMs: number;
	/** Processor time of the run, taken down and not: the least, since other work on the machine only ever adds to it. */
	readonly profiledCpuMs: number;
	readonly plainCpuMs: number;
}

/** The whole sample novel, rehearsed as fast as it goes, with and without a profiler by turns. */
export async function measureProfiler(projectRoot: string, dist: URL, folder: string): Promise<ProfilerMeasures> {
	const profiled: Rehearsal[] = [];
	const plain: Rehearsal[] = [];
	// The first of each is slower than all that follow.
	for (let round = 0; round <= rounds; round++) {
		// Neither always comes first.
		for (const profiles of round % 2 === 0 ? [true, false] : [false, true]) {
			const own = await rehearse(projectRoot, dist, folder, profiles);
			if (round > 0) (profiles ? profiled : plain).push(own);
		}
	}
	return {
		...(await operations(folder)),
		spans: profiled[0]?.spans ?? 0,
		wallMs: median(plain.map(({ wallMs }) => wallMs)),
		profiledCpuMs: Math.min(...profiled.map(({ cpuMs }) => cpuMs)),
		plainCpuMs: Math.min(...plain.map(({ cpuMs }) => cpuMs)),
	};
}

interface Rehearsal {
	readonly wallMs: number;
	readonly cpuMs: number;
	readonly spans: number;
}

async function rehearse(projectRoot: string, dist: URL, folder: string, profiles: boolean): Promise<Rehearsal> {
	const novel = await mkdtemp(join(folder, 'novel-'));
	await copySample(projectRoot, novel);
	const key = (): Promise<undefined> => Promise.resolve(undefined);
	const project = await openNovelProject(novel, { dist, profiles, key, settings: () => defaultSettings });
	const [cpu, started] = [process.cpuUsage(), performance.now()];
	await project.generation.generate({ kind: 'chapters', chapters: undefined }, new AbortController().signal);
	const wallMs = performance.now() - started;
	const { user, system } = process.cpuUsage(cpu);
	const spans = project.profiler.recordedRun()?.spans.length ?? 0;
	await project.close();
	await rm(novel, { recursive: true, force: true });
	return { wallMs, cpuMs: (user + system) / 1_000, spans };
}

async function operations(folder: string): Promise<Pick<ProfilerMeasures, 'spanMs' | 'bareRowMs'>> {
	const { database } = await openDatabase(join(folder, 'operations.db'));
	const store = new SqliteProfileStore(database);
	const profiler = new Profiler({ store, monotonicMs: () => performance.now() });
	const place = { model: 'openai/gpt-5-mini', attempt: 1 };
	const own: number[] = [];
	const bare: number[] = [];
	database.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, type, name, node, model, start, duration, tokens)');
	const insert = database.prepare('INSERT INTO bare VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)');
	const rows = tasks * (1 + operationsEach);
	for (let round = 0; round < rounds; round++) {
		const nodes = Array.from({ length: tasks }, (_, at) => ({
			id: `${at}`,
			stage: 'scene_drafting',
			dependencies: [],
		}));
		const run = profiler.beginRun(
			{ id: newRunId(), startedAt: round },
			{ strategy: 'dependency-aware', continuity: 'chained', slots: 10 },
		);
		run.addGraph(nodes);
		const started = performance.now();
		for (const { id } of nodes) {
			run.note({ kind: 'started', id, attempt: 1 });
			run.within(id, () => {
				for (let operation = 0; operation < operationsEach; operation++)
					profiler.endOperation(profiler.startOperation('chat', 'model-call', place), 'ok', { outputTokens: 7 });
			});
			run.note({ kind: 'ended', id, outcome: { state: 'done' } });
		}
		run.end('done');
		own.push((performance.now() - started) / rows);
		const begun = performance.now();
		database.exec('BEGIN IMMEDIATE');
		for (let row = 0; row < rows; row++)
			insert.run('model-call', 'chat', 'chapter:1/scene_plan', 'openai/gpt-5-mini', row, row, row);
		database.exec('COMMIT');
		bare.push((performance.now() - begun) / rows);
	}
	database.close();
	return { spanMs: median(own), bareRowMs: median(bare) };
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
