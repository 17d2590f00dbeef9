import type { EmbeddingModelV4Result } from '@ai-sdk/provider';
import * as l10n from '@vscode/l10n';
import { isAppError } from '../../../base/errors.js';
import { normalised } from '../../../core/models/direction.js';
import type { EmbeddingModel, Embeddings, EmbeddingUse } from '../../../core/models/embeddingModel.js';
import { noUsage } from '../../../core/models/languageModel.js';
import { ModelFault } from '../../../core/models/modelFault.js';
import type { ModelId } from '../../../core/models/modelId.js';
import type { Connection } from '../connection.js';
import { faultOf } from '../fault.js';
import type { FaultTarget } from '../faultAdvice.js';
import { SingleCall } from '../singleCall.js';
import { embeddingPromptOf } from './embeddingPrompt.js';
import type { OpenEmbeddingModel } from './openEmbeddingModel.js';

/** What every provider takes in one request where its package does not say less. */
const fewTexts = 64;

/** An embedding model of one of the Vercel AI SDK's provider packages, called below the SDK's retries. */
export class AiSdkEmbeddingModel implements EmbeddingModel {
	readonly id: ModelId;
	readonly maxTextsPerCall: number;
	readonly #open: OpenEmbeddingModel;
	readonly #connection: Connection;
	readonly #target: FaultTarget;

	static async open(id: ModelId, connection: Connection, open: OpenEmbeddingModel): Promise<AiSdkEmbeddingModel> {
		const { maxEmbeddingsPerCall } = open(connection, id.model);
		return new AiSdkEmbeddingModel(id, connection, open, (await maxEmbeddingsPerCall) ?? fewTexts);
	}

	private constructor(id: ModelId, connection: Connection, open: OpenEmbeddingModel, maxTextsPerCall: number) {
		const { title, baseUrl } = connection.provider;
		this.id = id;
		this.maxTextsPerCall = maxTextsPerCall;
		this.#open = open;
		this.#connection = connection;
		this.#target = { title, model: id.model, baseUrl };
	}

	async embed(texts: readonly string[], use: EmbeddingUse, signal: AbortSignal): Promise<Embeddings> {
		signal.throwIfAborted();
		const call = new SingleCall(this.#connection.fetch);
		try {
			const model = this.#open({ ...this.#connection, fetch: call.fetch }, this.id.model);
			const prompt = embeddingPromptOf(this.id.model, use);
			const result = await model.doEmbed({
				values: texts.map((text) => prompt + text),
				abortSignal: signal,
				providerOptions: { google: { taskType: use === 'query' ? 'RETRIEVAL_QUERY' : 'RETRIEVAL_DOCUMENT' } },
			});
			return this.#embeddingsOf(result, texts.length);
		} catch (error) {
			signal.throwIfAborted();
			throw isAppError(error) ? error : faultOf(call.brokenBy ?? error, this.#target);
		}
	}

	#embeddingsOf({ embeddings, usage }: EmbeddingModelV4Result, texts: number): Embeddings {
		const inputTokens = reportedTokens(usage?.tokens);
		const vectors = embeddings.flatMap((embedding) => normalised(Float32Array.from(embedding)) ?? []);
		const alike = vectors.every(({ length }) => length === vectors[0]?.length);
		if (embeddings.length === texts && vectors.length === texts && alike) return { vectors, inputTokens };
		throw new ModelFault(
			'bad-reply',
			l10n.t(
				'{0} ({1}) did not give one vector a text. Try again, or choose another embedding model.',
				this.#target.title,
				this.#target.model,
			),
			{ wasSent: true, usage: inputTokens === undefined ? undefined : { ...noUsage, inputTokens } },
		);
	}
}

/** Servers that do not count say 0. */
function reportedTokens(tokens: number | undefined): number | undefined {
	return tokens !== undefined && Number.isFinite(tokens) && tokens > 0 ? Math.round(tokens) : undefined;
}
