import * as l10n from '@vscode/l10n';
import { AppError } from '../../../base/errors.js';
import type { ReplyListener } from '../../../core/execution/providerReply.js';
import type { EmbeddingModel, EmbeddingRegistry } from '../../../core/models/embeddingModel.js';
import { formatModelId, type ModelId } from '../../../core/models/modelId.js';
import { connectTo, type ProviderAccess } from '../connectTo.js';
import { steadyFetch, type Fetch } from '../connection.js';
import { watched } from '../watchedFetch.js';
import { AiSdkEmbeddingModel } from './aiSdkEmbeddingModel.js';
import { loadOpenEmbeddingModel } from './openEmbeddingModel.js';

export interface EmbeddingRegistryConfig extends ProviderAccess {
	readonly fetch?: Fetch;
	readonly replies?: ReplyListener | undefined;
}

/** Models that never go by a provider's HTTP API, and have no embeddings. */
const withoutEmbeddings: ReadonlySet<string> = new Set(['rehearsal', 'vscode']);

/** Plain configuration in, embedding models out. A change of settings makes a new registry. */
export class ProviderEmbeddingRegistry implements EmbeddingRegistry {
	readonly #config: EmbeddingRegistryConfig;

	constructor(config: EmbeddingRegistryConfig) {
		this.#config = config;
	}

	/** @throws AppError `no-embeddings`, `unknown-provider`, `bad-base-url` or `missing-key`. */
	async open(id: ModelId): Promise<EmbeddingModel> {
		if (withoutEmbeddings.has(id.provider)) throw noEmbeddings(id);
		const { fetch, replies } = this.#config;
		const connection = watched(await connectTo(id.provider, this.#config, steadyFetch(fetch)), replies);
		const open = await loadOpenEmbeddingModel(connection.provider.kind);
		if (open === undefined) throw noEmbeddings(id);
		return await AiSdkEmbeddingModel.open(id, connection, open);
	}
}

function noEmbeddings(id: ModelId): AppError {
	return new AppError(
		'no-embeddings',
		l10n.t(
			'"{0}" cannot embed texts. Set prometheusNovel.memory.embeddingModel to an embedding model of another provider, such as openai/text-embedding-3-small, google/gemini-embedding-001 or, on this machine, ollama/nomic-embed-text.',
			formatModelId(id),
		),
	);
}
