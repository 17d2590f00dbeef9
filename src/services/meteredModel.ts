import type { MicroUsd } from '../core/cost/money.js';
import type { LanguageModel, ModelPart, ModelRequest } from '../core/models/languageModel.js';
import { MeteredCall, type CallContext, type MeterPorts } from './meteredCall.js';

/** No call starts without a hold, and none ends without a row. */
export class MeteredModel {
	readonly #ports: MeterPorts;

	constructor(ports: MeterPorts) {
		this.#ports = ports;
	}

	/** Streams one attempt. @throws BudgetExceededError before anything is sent; else what the model throws. */
	async *stream(
		model: LanguageModel,
		request: ModelRequest,
		context: CallContext,
		signal: AbortSignal,
	): AsyncGenerator<ModelPart> {
		const { stage, chapter, scene } = request.purpose;
		const call = await MeteredCall.hold(
			{
				...context,
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

function promptOf(request: ModelRequest): string {
	const { system, context, task, soFar, goOn = '', replySchema } = request;
	return [system, context, task, soFar, goOn, replySchema === undefined ? '' : JSON.stringify(replySchema.schema)].join(
		'\n\n',
	);
}
