import type { CallId } from '../../base/ids.js';
import type { FittedGroup } from '../../core/context/fitInTurn.js';
import type { MicroUsd } from '../../core/cost/money.js';
import type { LanguageModel, ModelPart, ModelRequest } from '../../core/models/languageModel.js';
import type { ModelId } from '../../core/models/modelId.js';
import { MeteredCall, type CallContext, type MeterPorts } from './meteredCall.js';

/** Is told of every call before it leaves; nothing that it does may keep the call from it. */
export interface CallWitness {
	saw(call: CallId, model: ModelId, request: ModelRequest, context: WitnessedContext): void;
}

export interface WitnessedContext extends CallContext {
	/** What of the prompt was fitted to a budget, with what was left out. */
	readonly fitted?: readonly FittedGroup[] | undefined;
}

/** No call starts without a hold, and none ends without a row. */
export class MeteredModel {
	readonly #ports: MeterPorts;
	readonly #witness: CallWitness | undefined;

	constructor(ports: MeterPorts, witness?: CallWitness) {
		this.#ports = ports;
		this.#witness = witness;
	}

	/** Streams one attempt. @throws BudgetExceededError before anything is sent; else what the model throws. */
	async *stream(
		model: LanguageModel,
		request: ModelRequest,
		context: WitnessedContext,
		signal: AbortSignal,
	): AsyncGenerator<ModelPart> {
		const { stage, chapter, scene } = request.purpose;
		const { fitted: _, ...place } = context;
		const call = await MeteredCall.hold(
			{
				...place,
				model: model.id,
				stage,
				chapter,
				scene,
				input: [promptOf(request)],
				maxOutputTokens: request.maxOutputTokens,
			},
			this.#ports,
			signal,
		);
		try {
			this.#witness?.saw(call.id, model.id, request, context);
			for await (const part of model.stream(request, signal)) {
				if (part.kind === 'text') call.receive(part.text);
				else await call.finish(part.usage, part.reportedMicroUsd as MicroUsd | undefined);
				yield part;
			}
		} catch (error) {
			await call.fail(error, signal.aborted);
			throw error;
		} finally {
			// The consumer may stop reading in the middle.
			await call.abandon();
		}
	}
}

/** All text of a request, for counting. */
export function promptOf(request: ModelRequest): string {
	const { system, context, task, soFar, goOn = '', replySchema } = request;
	return [system, context, task, soFar, goOn, replySchema === undefined ? '' : JSON.stringify(replySchema.schema)].join(
		'\n\n',
	);
}
