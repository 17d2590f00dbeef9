import { InvalidResponseDataError, type LanguageModelV4StreamPart } from '@ai-sdk/provider';
import * as l10n from '@vscode/l10n';
import { isAppError } from '../../base/errors.js';
import type { FinishReason, LanguageModel, ModelPart, ModelRequest } from '../../core/models/languageModel.js';
import type { ModelId } from '../../core/models/modelId.js';
import { ModelFault } from '../../core/models/modelFault.js';
import { callOptionsOf } from './callOptions.js';
import type { Connection } from './connection.js';
import { dialectOf, type Dialect } from './dialect.js';
import { faultOf } from './fault.js';
import type { FaultTarget } from './faultAdvice.js';
import type { OpenModel } from './openModel.js';
import { reportedMicroUsdOf, usageOf } from './reportedUsage.js';
import { SecondRequestRefused, SingleCall } from './singleCall.js';

type FinishPart = Extract<LanguageModelV4StreamPart, { type: 'finish' }>;

/** A model of one of the Vercel AI SDK's provider packages, called below the SDK's retries: one call is one attempt. */
export class AiSdkModel implements LanguageModel {
	readonly id: ModelId;
	readonly #open: OpenModel;
	readonly #connection: Connection;
	readonly #dialect: Dialect;
	readonly #target: FaultTarget;

	constructor(id: ModelId, connection: Connection, open: OpenModel) {
		const { title, baseUrl } = connection.provider;
		this.id = id;
		this.#open = open;
		this.#connection = connection;
		this.#dialect = dialectOf(connection.provider, id.model);
		this.#target = { title, model: id.model, baseUrl };
	}

	async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPart, void, undefined> {
		signal.throwIfAborted();
		// Ends the connection when the reader leaves early, too.
		const stop = new AbortController();
		const options = callOptionsOf(request, this.id.model, this.#dialect, AbortSignal.any([signal, stop.signal]));
		const call = new SingleCall(this.#connection.fetch);
		try {
			const model = this.#open({ ...this.#connection, fetch: call.fetch }, this.id.model);
			const { stream } = await model.doStream(options);
			yield* this.#parts(stream, call, signal);
		} catch (error) {
			signal.throwIfAborted();
			throw isAppError(error) ? error : faultOf(error, this.#target);
		} finally {
			stop.abort();
		}
	}

	async *#parts(
		stream: ReadableStream<LanguageModelV4StreamPart>,
		call: SingleCall,
		signal: AbortSignal,
	): AsyncGenerator<ModelPart, void, undefined> {
		let receivedText = false;
		for await (const part of stream) {
			signal.throwIfAborted();
			if (part.type === 'finish') return yield this.#finish(part, call, receivedText);
			if (part.type === 'error' && !isExpected(part.error)) throw call.brokenBy ?? part.error;
			if (isToolPart(part)) throw this.#toolCall();
			if (part.type !== 'text-delta' || part.delta === '') continue;
			receivedText = true;
			yield { kind: 'text', text: part.delta };
		}
		yield this.#interrupted(undefined, call, receivedText);
	}

	#finish(part: FinishPart, call: SingleCall, receivedText: boolean): ModelPart {
		const { unified } = part.finishReason;
		if (unified === 'content-filter') {
			throw this.#fault(
				'refused',
				l10n.t('{0} would not answer for reasons of content. Change the brief, or choose another model.', this.#name),
				part,
			);
		}
		if (unified === 'tool-calls') throw this.#toolCall(part);
		if (unified !== 'stop' && unified !== 'length') return this.#interrupted(part, call, receivedText);
		return finished(unified, part);
	}

	#interrupted(part: FinishPart | undefined, call: SingleCall, receivedText: boolean): ModelPart {
		if (call.brokenBy !== undefined) throw faultOf(call.brokenBy, this.#target);
		if (!receivedText)
			throw this.#fault('bad-reply', l10n.t('{0} ended its reply without a word. Try again.', this.#name), part);
		return finished('interrupted', part);
	}

	#toolCall(part?: FinishPart): ModelFault {
		return this.#fault(
			'bad-reply',
			l10n.t('{0} called a tool where prose was wanted. Try again, or choose another model.', this.#name),
			part,
		);
	}

	get #name(): string {
		return `${this.#target.title} (${this.#target.model})`;
	}

	#fault(kind: 'refused' | 'bad-reply', sentence: string, part: FinishPart | undefined): ModelFault {
		const usage = part && usageOf(part.usage);
		return new ModelFault(kind, sentence, { wasSent: true, usage });
	}
}

function finished(reason: FinishReason, part: FinishPart | undefined): ModelPart {
	const reportedMicroUsd = part && reportedMicroUsdOf(part.usage);
	const usage = part && usageOf(part.usage);
	return { kind: 'finish', reason, usage, ...(reportedMicroUsd === undefined ? {} : { reportedMicroUsd }) };
}

/**
 * The compatible package reports a stream that ends without a finish reason as an error, and then finishes; Google's
 * does so with a second request that is refused it. What is known of the reply is in the finish.
 */
function isExpected(error: unknown): boolean {
	return (
		error instanceof SecondRequestRefused || (InvalidResponseDataError.isInstance(error) && error.data === undefined)
	);
}

function isToolPart({ type }: LanguageModelV4StreamPart): boolean {
	return type.startsWith('tool-');
}
