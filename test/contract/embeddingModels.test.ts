import { ProviderEmbeddingRegistry } from '../../src/adapters/llm/embeddings/providerEmbeddingRegistry.js';
import { describeEmbeddingModel, type EmbeddingCase } from './embeddingModel.contract.js';

const cases: readonly (Omit<EmbeddingCase, 'open'> & { readonly model: string })[] = [
	{ name: 'openai', model: 'text-embedding-3-small', wire: 'openai', path: '/v1', maxTextsPerCall: 2048 },
	{ name: 'google', model: 'gemini-embedding-001', wire: 'google', path: '/v1beta', maxTextsPerCall: 100 },
	...['openrouter', 'ollama', 'my-gateway'].map(
		(name) => ({ name, model: 'bge-m3', wire: 'openai-compatible', path: '/v1', maxTextsPerCall: 2048 }) as const,
	),
];

for (const { model, ...provider } of cases) {
	describeEmbeddingModel({
		...provider,
		open: (baseUrl, key) =>
			new ProviderEmbeddingRegistry({
				providers: { [provider.name]: { baseUrl } },
				key: () => Promise.resolve(key),
			}).open({ provider: provider.name, model }),
	});
}
