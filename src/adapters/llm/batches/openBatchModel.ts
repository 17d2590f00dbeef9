import type { BatchModel } from '../../../core/models/batchModel.js';
import type { ModelId } from '../../../core/models/modelId.js';
import type { Connection } from '../connection.js';
import type { ProviderKind } from '../knownProviders.js';
import type { OpenModel } from '../openModel.js';

export type OpenBatchModel = (id: ModelId, connection: Connection, open: OpenModel) => BatchModel;

/** Undefined for providers whose batches are not spoken here. Servers that are compatible with OpenAI seldom have any. */
export async function loadOpenBatchModel(kind: ProviderKind): Promise<OpenBatchModel | undefined> {
	switch (kind) {
		case 'openai': {
			const { OpenaiBatchModel } = await import('./openaiBatchModel.js');
			return (id, connection, open) => new OpenaiBatchModel(id, connection, open);
		}
		case 'anthropic': {
			const { AnthropicBatchModel } = await import('./anthropicBatchModel.js');
			return (id, connection, open) => new AnthropicBatchModel(id, connection, open);
		}
		case 'google':
		case 'openai-compatible':
			return undefined;
	}
}
