import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { CallId, RunId } from '../../src/base/ids.js';
import { keptRuns, type ProfileStore } from '../../src/core/profiling/profileStore.js';
import type { RunSummary } from '../../src/core/profiling/recordedRun.js';
import { operationTypes, type Span } from '../../src/core/profiling/span.js';

const begun = (number: number): RunSummary => ({
	id: `run ${String(number).padStart(3, '0')}` as RunId,
	startedAt: 1_000 + number,
	strategy: 'dependency-aware',
	continuity: 'chained',
	slots: 10,
	durationMs: undefined,
	outcome: undefined,
});

const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });
const ms = fc.double({ min: 0, max: 1e9, noNaN: true });
const tokens = fc.nat();

/** Spans with any of their fields left out. */
const spans: fc.Arbitrary<readonly Span[]> = fc
	.array(
		fc.record({
			parent: optional(fc.nat()),
			type: fc.constantFrom(...operationTypes),
			name: fc.string(),
			startMs: ms,
			durationMs: ms,
			outcome: fc.constantFrom('ok', 'failed', 'cancelled'),
			node: optional(fc.string()),
			stage: optional(fc.string()),
			chapter: optional(fc.nat()),
			scene: optional(fc.nat()),
			model: optional(fc.string()),
			attempt: optional(fc.nat()),
			slot: optional(fc.nat()),
			lane: optional(fc.string()),
			call: optional(fc.string().map((id) => id as CallId)),
			inputTokens: optional(tokens),
			cacheReadTokens: optional(tokens),
			outputTokens: optional(tokens),
			firstTextMs: optional(ms),
			fault: optional(fc.string()),
			backoffMs: optional(ms),
		}),
		{ maxLength: 20 },
	)
	.map((all) => all.map((span, at): Span => ({ ...span, id: at + 1 })));

/** What every profile store owes. `open` gives an empty one. */
export function describeProfileStore(name: string, open: () => Promise<ProfileStore>): void {
	describe(`${name} as a profile store`, () => {
		let store: ProfileStore;
		let number = 0;
		beforeEach(async () => {
			store = await open();
			number = 0;
		});

		it('gives a run back as it was written, its spans by start', () => {
			fc.assert(
				fc.property(spans, fc.nat(20), (all, cut) => {
					const run = begun(++number);
					const graph = { atMs: 1.5, nodes: [{ id: 'a', stage: 'outline', dependencies: ['b'] }] };
					store.beginRun(run);
					store.addGraph(run.id, graph);
					store.addSpans(run.id, all.slice(0, cut));
					store.addSpans(run.id, all.slice(cut));
					assert.deepEqual(store.run(run.id), { ...run, graphs: [graph], spans: known(inOrder(all)) });
					store.endRun(run.id, 12.25, 'done');
					const { durationMs, outcome } = store.run(run.id) ?? {};
					assert.deepEqual([durationMs, outcome], [12.25, 'done']);
				}),
				{ numRuns: 40 },
			);
		});

		it('keeps the latest runs with all that belongs to them, and nothing of those before', () => {
			for (let run = 1; run <= keptRuns + 5; run++) {
				store.beginRun(begun(run));
				store.addGraph(begun(run).id, { atMs: 0, nodes: [] });
				store.addSpans(begun(run).id, [aSpan]);
				store.endRun(begun(run).id, run, 'done');
			}
			const ids = Array.from({ length: keptRuns }, (_, at) => begun(keptRuns + 5 - at).id);
			assert.deepEqual(
				[store.runs(100).map(({ id }) => id), store.runs(2).map(({ id }) => id), store.run(begun(5).id)],
				[ids, ids.slice(0, 2), undefined],
			);
			assert.equal(store.run(begun(6).id)?.spans.length, 1);
		});

		it('writes nothing of a run that is not kept any more', () => {
			const gone = begun(1).id;
			store.addGraph(gone, { atMs: 0, nodes: [] });
			store.addSpans(gone, [aSpan]);
			store.endRun(gone, 1, 'done');
			assert.deepEqual([store.run(gone), store.runs(10)], [undefined, []]);
		});

		it('writes all spans or none', () => {
			store.beginRun(begun(1));
			assert.throws(() => store.addSpans(begun(1).id, [aSpan, { ...aSpan, id: 2 }, aSpan]));
			assert.deepEqual(store.run(begun(1).id)?.spans, []);
		});
	});
}

const aSpan: Span = { id: 1, parent: undefined, type: 'run', name: 'run', startMs: 0, durationMs: 1, outcome: 'ok' };

function inOrder(all: readonly Span[]): readonly Span[] {
	return all.toSorted((a, b) => a.startMs - b.startMs || a.id - b.id);
}

/** What is not known is left out, but for a parent. */
function known(all: readonly Span[]): readonly Span[] {
	return all.map(({ parent, ...span }) => ({
		parent,
		...(Object.fromEntries(Object.entries(span).filter(([, value]) => value !== undefined)) as Omit<Span, 'parent'>),
	}));
}
