import { createHash } from 'node:crypto';
import { parseModelId } from '../models/modelId.js';
import type { RecordedRun } from './recordedRun.js';
import { recordedTasks } from './recordedTask.js';
import { endOf, type Span } from './span.js';

/** A value of OTLP's JSON encoding: whole numbers stand as text, since they may have 64 bits. */
export type OtlpValue =
	| { readonly stringValue: string }
	| { readonly intValue: string }
	| { readonly doubleValue: number }
	| { readonly boolValue: boolean };

export interface OtlpAttribute {
	readonly key: string;
	readonly value: OtlpValue;
}

export interface OtlpSpan {
	/** 16 bytes as hex. */
	readonly traceId: string;
	/** 8 bytes as hex. */
	readonly spanId: string;
	readonly parentSpanId?: string;
	readonly name: string;
	/** 1 internal, 3 client. */
	readonly kind: 1 | 3;
	readonly startTimeUnixNano: string;
	readonly endTimeUnixNano: string;
	readonly attributes: readonly OtlpAttribute[];
	/** To what a stage depended on. */
	readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
	/** 0 unset, 2 error. */
	readonly status: { readonly code: 0 | 2 };
}

/** What an OTLP/HTTP endpoint takes at `/v1/traces`. */
export interface OtlpTrace {
	readonly resourceSpans: readonly {
		readonly resource: { readonly attributes: readonly OtlpAttribute[] };
		readonly scopeSpans: readonly { readonly scope: { readonly name: string }; readonly spans: readonly OtlpSpan[] }[];
	}[];
}

const serviceName = 'prometheus-novel';
const ownPrefix = 'prometheus_novel';

/** Where the conventions have a name of their own for a provider. */
const providerNames: Readonly<Record<string, string>> = { google: 'gcp.gemini' };

/**
 * A run as one trace, by OpenTelemetry's semantic conventions for generative AI: names and numbers alone, never what was
 * said to a model or by it. The same run has the same ids each time.
 */
export function openTelemetryTrace(run: RecordedRun): OtlpTrace {
	const lastTries = new Map(recordedTasks(run).map(({ id, attempts }) => [id, (attempts.at(-1) ?? attempts[0]).id]));
	const firstTries = new Map(recordedTasks(run).map(({ attempts, dependencies }) => [attempts[0].id, dependencies]));
	const needed = ({ id }: Span): readonly number[] =>
		(firstTries.get(id) ?? []).flatMap((node) => lastTries.get(node) ?? []);
	const spans = run.spans.map((span) => otlpSpan(run, span, needed(span)));
	return {
		resourceSpans: [
			{
				resource: { attributes: attributesOf({ 'service.name': serviceName }) },
				scopeSpans: [{ scope: { name: serviceName }, spans }],
			},
		],
	};
}

function otlpSpan({ id: run, startedAt }: RecordedRun, span: Span, needed: readonly number[]): OtlpSpan {
	const traceId = hex(run, 32);
	const spanId = (id: number): string => hex(`${run} ${id}`, 16);
	const isCall = span.type === 'model-call';
	return {
		traceId,
		spanId: spanId(span.id),
		...(span.parent === undefined ? {} : { parentSpanId: spanId(span.parent) }),
		name: isCall && span.model !== undefined ? `${span.name} ${parseModelId(span.model).model}` : span.name,
		kind: isCall ? 3 : 1,
		startTimeUnixNano: unixNano(startedAt, span.startMs),
		endTimeUnixNano: unixNano(startedAt, endOf(span)),
		attributes: attributesOf({ ...(isCall ? callAttributes(span) : {}), ...ownAttributes(run, span) }),
		links: needed.map((id) => ({ traceId, spanId: spanId(id) })),
		status: { code: span.outcome === 'failed' ? 2 : 0 },
	};
}

type Attributes = Readonly<Record<string, string | number | boolean | Seconds | undefined>>;

interface Seconds {
	readonly seconds: number;
}

function callAttributes(span: Span): Attributes {
	const { model: name, inputTokens, cacheReadTokens, outputTokens, firstTextMs, outcome, fault } = span;
	const { provider, model } = name === undefined ? { provider: undefined, model: undefined } : parseModelId(name);
	return {
		'gen_ai.operation.name': span.name,
		'gen_ai.provider.name': provider === undefined ? undefined : (providerNames[provider] ?? provider),
		'gen_ai.request.model': model,
		'gen_ai.request.stream': span.name === 'chat' ? true : undefined,
		'gen_ai.usage.input_tokens': inputTokens,
		'gen_ai.usage.cache_read.input_tokens': cacheReadTokens,
		'gen_ai.usage.output_tokens': outputTokens,
		'gen_ai.response.time_to_first_chunk': firstTextMs === undefined ? undefined : { seconds: firstTextMs / 1_000 },
		'error.type': outcome === 'failed' ? (fault ?? '_OTHER') : undefined,
	};
}

function ownAttributes(
	run: string,
	{ type, node, stage, chapter, scene, attempt, slot, lane, call, outcome }: Span,
): Attributes {
	const own = { operation: type, node, stage, chapter, scene, attempt, slot, lane, outcome };
	return {
		[`${ownPrefix}.run.id`]: run,
		[`${ownPrefix}.call.id`]: call,
		...Object.fromEntries(Object.entries(own).map(([key, value]) => [`${ownPrefix}.${key}`, value])),
	};
}

/** Numbers are whole, but for seconds. What is not known is left out. */
function attributesOf(attributes: Attributes): readonly OtlpAttribute[] {
	return Object.entries(attributes).flatMap(([key, value]) =>
		value === undefined ? [] : [{ key, value: otlpValue(value) }],
	);
}

function otlpValue(value: string | number | boolean | Seconds): OtlpValue {
	if (typeof value === 'string') return { stringValue: value };
	if (typeof value === 'boolean') return { boolValue: value };
	return typeof value === 'number' ? { intValue: String(value) } : { doubleValue: value.seconds };
}

/** @param epochMs whole milliseconds since the Unix epoch */
function unixNano(epochMs: number, sinceMs: number): string {
	return String(BigInt(epochMs) * 1_000_000n + BigInt(Math.round(sinceMs * 1_000_000)));
}

function hex(text: string, digits: number): string {
	return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
