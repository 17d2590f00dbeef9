import type { EmbeddingModel, EmbeddingUse } from '../../core/models/embeddingModel.js';
import { noUsage } from '../../core/models/languageModel.js';
import { noMoney, type MicroUsd } from '../../core/cost/money.js';
import type { ModelId } from '../../core/models/modelId.js';
import { MeteredCall, type CallContext, type MeterPorts } from '../cost/meteredCall.js';
import { worstCase } from '../cost/worstCase.js';

/** The only way to an embedding model: no call starts without a hold, and none ends without a row. */
export class MeteredEmbedding {
	readonly #ports: MeterPorts;

	constructor(ports: MeterPorts) {
		this.#ports = ports;
	}

	/**
	 * Makes one attempt.
	 * @returns one vector a text, in order
	 * @throws BudgetExceededError or AppError `unknown-price` before anything is sent; else what the model throws
	 */
	async embed(
		model: EmbeddingModel,
		texts: readonly string[],
		use: EmbeddingUse,
		context: Pick<CallContext, 'run' | 'attempt'>,
		signal: AbortSignal,
	): Promise<readonly Float32Array[]> {
		const call = await MeteredCall.hold(
			{
				...context,
				node: 'memory/embedding',
				stage: 'embedding',
				role: 'embed',
				model: model.id,
				chapter: undefined,
				scene: undefined,
				input: texts,
				maxOutputTokens: 0,
			},
			this.#ports,
			signal,
		);
		try {
			const { vectors, inputTokens } = await model.embed(texts, use, signal);
			await call.finish(inputTokens === undefined ? undefined : { ...noUsage, inputTokens });
			return vectors;
		} catch (error) {
			await call.fail(error, signal.aborted);
			throw error;
		}
	}

	/** The most that it can cost to embed texts. Nothing is sent. @throws AppError `unknown-price` */
	async worstCase(model: ModelId, texts: readonly string[]): Promise<MicroUsd> {
		if (texts.length === 0) return noMoney;
		return (await worstCase({ model, input: texts, maxOutputTokens: 0 }, this.#ports)).cost;
	}
}
