import assert from 'node:assert/strict';
import { z } from 'zod';
import type { CallId } from '../../../../src/base/ids.js';
import { chromeTrace } from '../../../../src/core/profiling/chromeTrace.js';
import { openTelemetryTrace } from '../../../../src/core/profiling/openTelemetry.js';
import type { Span } from '../../../../src/core/profiling/span.js';
import { simulatedRun } from '../../../support/profiling/simulatedRun.js';

const run = simulatedRun(
	[
		{ id: 'chapter:1/scene_plan', stage: 'scene_plan', chapter: 1, tries: [100] },
		{
			...{ id: 'chapter:1/scene:1/scene_drafting', stage: 'scene_drafting', chapter: 1, tries: [50, 400] },
			dependencies: ['chapter:1/scene_plan'],
		},
		{ id: 'chapter:2/scene_plan', stage: 'scene_plan', chapter: 2, tries: [20] },
	],
	{ slots: 2, backoffMs: 10 },
);

describe('A run as a Chrome trace', () => {
	const { traceEvents } = JSON.parse(JSON.stringify(chromeTrace(run))) as ReturnType<typeof chromeTrace>;

	it('has a thread for each slot, a slice for each span, and calls within their stage', () => {
		const slices = traceEvents.filter(({ ph }) => ph === 'X');
		assert.deepEqual(
			slices.map(({ name, tid, ts, dur }) => [name, tid, ts, dur]),
			[
				['run', 0, 0, 560_000],
				['scene_plan, chapter 1', 1, 0, 100_000],
				['chat openai/gpt-5-mini', 1, 0, 100_000],
				['scene_plan, chapter 2', 2, 0, 20_000],
				['chat openai/gpt-5-mini', 2, 0, 20_000],
				['scene_drafting, chapter 1', 1, 100_000, 50_000],
				['chat openai/gpt-5-mini', 1, 100_000, 50_000],
				['scene_drafting, chapter 1', 1, 160_000, 400_000],
				['chat openai/gpt-5-mini', 1, 160_000, 400_000],
			],
		);
		assert.deepEqual(
			traceEvents.filter(({ ph }) => ph === 'M').map(({ name, tid, args }) => [name, tid, args?.['name']]),
			[
				['process_name', 0, `Prometheus Novel, run ${run.id}`],
				['thread_name', 0, 'Run'],
				['thread_name', 1, 'Slot 1'],
				['thread_name', 2, 'Slot 2'],
			],
		);
	});

	it('marks the critical path, and has an arrow along each dependency that binds to both its slices', () => {
		const critical = traceEvents.filter(({ ph, cat = '' }) => ph === 'X' && cat.includes('critical-path'));
		assert.deepEqual(
			critical.map(({ ts, cname }) => [ts, cname]),
			[
				[0, 'terrible'],
				[100_000, 'terrible'],
				[160_000, 'terrible'],
			],
		);
		assert.deepEqual(
			traceEvents
				.filter(({ ph }) => ph === 's' || ph === 'f')
				.map(({ ph, id, tid, ts, bp, cat }) => [ph, id, tid, ts, bp, cat]),
			[
				['s', 1, 1, 99_999, undefined, 'critical-path'],
				['f', 1, 1, 100_000, 'e', 'critical-path'],
			],
		);
	});
});

const attribute = z.strictObject({
	key: z.string().min(1),
	value: z.union([
		z.strictObject({ stringValue: z.string() }),
		z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
		z.strictObject({ doubleValue: z.number() }),
		z.strictObject({ boolValue: z.boolean() }),
	]),
});
const traceId = z.string().regex(/^[0-9a-f]{32}$/);
const spanId = z.string().regex(/^[0-9a-f]{16}$/);
const nanos = z.string().regex(/^\d{19}$/);
/** ExportTraceServiceRequest in the JSON mapping of the protocol. */
const request = z.strictObject({
	resourceSpans: z.array(
		z.strictObject({
			resource: z.strictObject({ attributes: z.array(attribute) }),
			scopeSpans: z.array(
				z.strictObject({
					scope: z.strictObject({ name: z.string(), version: z.string().optional() }),
					spans: z.array(
						z.strictObject({
							...{ traceId, spanId, parentSpanId: spanId.optional(), name: z.string().min(1) },
							...{ kind: z.int().min(1).max(5), startTimeUnixNano: nanos, endTimeUnixNano: nanos },
							attributes: z.array(attribute),
							links: z.array(z.strictObject({ traceId, spanId })),
							status: z.strictObject({ code: z.int().min(0).max(2) }),
						}),
					),
				}),
			),
		}),
	),
});

describe('A run as an OpenTelemetry trace', () => {
	const read = (from = run) => {
		const [resource] = request.parse(JSON.parse(JSON.stringify(openTelemetryTrace(from)))).resourceSpans;
		return { resource: resource?.resource.attributes, spans: resource?.scopeSpans[0]?.spans ?? [] };
	};
	const valuesOf = (attributes: z.infer<typeof attribute>[] = []) =>
		Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

	it('has the shape of the protocol, one trace, and parents that exist', () => {
		const { resource, spans } = read();
		assert.deepEqual(valuesOf(resource), { 'service.name': 'prometheus-novel' });
		const ids = new Set(spans.map((span) => span.spanId));
		assert.equal(ids.size, run.spans.length);
		assert.equal(new Set(spans.map((span) => span.traceId)).size, 1);
		assert.ok(spans.every(({ parentSpanId }, at) => (parentSpanId === undefined ? at === 0 : ids.has(parentSpanId))));
		assert.ok(spans.every(({ links }) => links.every((link) => ids.has(link.spanId))));
		assert.ok(spans.every(({ startTimeUnixNano: start, endTimeUnixNano: end }) => BigInt(end) >= BigInt(start)));
		assert.deepEqual(read(), { resource, spans }, 'the ids are other ones each time');
	});

	it('tells of calls by the conventions for generative AI', () => {
		const call: Span = {
			...{
				id: 2,
				parent: undefined,
				type: 'model-call',
				name: 'chat',
				startMs: 1.5,
				durationMs: 2_000,
				outcome: 'failed',
			},
			...{ stage: 'scene_drafting', chapter: 3, scene: 2, attempt: 1, fault: 'rate-limit' },
			...{ model: 'google/gemini-2.5-pro', call: '01CALL' as CallId },
			...{ inputTokens: 900, cacheReadTokens: 400, outputTokens: 70, firstTextMs: 250 },
		};
		const [span] = read({ ...run, graphs: [], spans: [call] }).spans;
		const { attributes, name, kind, status, startTimeUnixNano, endTimeUnixNano } = span ?? assert.fail();
		assert.deepEqual(
			{ name, kind, status, startTimeUnixNano, endTimeUnixNano, attributes: valuesOf(attributes) },
			{
				name: 'chat gemini-2.5-pro',
				kind: 3,
				status: { code: 2 },
				startTimeUnixNano: '1700000000001500000',
				endTimeUnixNano: '1700000002001500000',
				attributes: {
					'gen_ai.operation.name': 'chat',
					'gen_ai.provider.name': 'gcp.gemini',
					'gen_ai.request.model': 'gemini-2.5-pro',
					'gen_ai.request.stream': true,
					'gen_ai.usage.input_tokens': '900',
					'gen_ai.usage.cache_read.input_tokens': '400',
					'gen_ai.usage.output_tokens': '70',
					'gen_ai.response.time_to_first_chunk': 0.25,
					'error.type': 'rate-limit',
					'prometheus_novel.run.id': run.id,
					'prometheus_novel.call.id': '01CALL',
					'prometheus_novel.operation': 'model-call',
					'prometheus_novel.stage': 'scene_drafting',
					'prometheus_novel.chapter': '3',
					'prometheus_novel.scene': '2',
					'prometheus_novel.attempt': '1',
					'prometheus_novel.outcome': 'failed',
				},
			},
		);
	});

	it('links a stage with what it depended on', () => {
		const { spans } = read();
		const linked = spans.filter(({ links }) => links.length > 0);
		assert.deepEqual(
			linked.map(({ name, links }) => [
				name,
				links.map((link) => spans.find((one) => one.spanId === link.spanId)?.name),
			]),
			[['scene_drafting', ['scene_plan']]],
		);
	});
});
