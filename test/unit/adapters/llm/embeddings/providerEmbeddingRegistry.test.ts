import assert from 'node:assert/strict';
import { ProviderEmbeddingRegistry } from '../../../../../src/adapters/llm/embeddings/providerEmbeddingRegistry.js';
import type { ProviderConfigs } from '../../../../../src/adapters/llm/providers.js';
import type { EmbeddingModel } from '../../../../../src/core/models/embeddingModel.js';
import { parseModelId } from '../../../../../src/core/models/modelId.js';

function open(name: string, key?: string, providers: ProviderConfigs = {}): Promise<EmbeddingModel> {
	return new ProviderEmbeddingRegistry({ providers, key: () => Promise.resolve(key) }).open(parseModelId(name));
}

describe('The registry of embedding models', () => {
	it('opens models of every provider that has some', async () => {
		for (const name of [
			'openai/text-embedding-3-small',
			'google/gemini-embedding-001',
			'openrouter/qwen/qwen3-embedding-8b',
			'ollama/nomic-embed-text',
			'lmstudio/text-embedding-nomic-embed-text-v1.5',
			'llamacpp/bge-m3',
			'vllm/intfloat/e5-base-v2',
		])
			assert.deepEqual((await open(name, 'k')).id, parseModelId(name));
		const mine = { mine: { baseUrl: 'http://192.168.0.4:9000/v1' } };
		assert.deepEqual((await open('mine/any', undefined, mine)).id, { provider: 'mine', model: 'any' });
	});

	it('says what to set in place of a provider that has none', async () => {
		const claude = { claude: { baseUrl: 'https://claude.example.com', kind: 'anthropic' } } as const;
		for (const name of ['anthropic/claude-sonnet-4-5', 'rehearsal', 'vscode/copilot/gpt-4o', 'claude/any'])
			await assert.rejects(open(name, 'k', claude), {
				code: 'no-embeddings',
				message: `"${name}" cannot embed texts. Set prometheusNovel.memory.embeddingModel to an embedding model of another provider, such as openai/text-embedding-3-small, google/gemini-embedding-001 or, on this machine, ollama/nomic-embed-text.`,
			});
	});

	it('says how to set a key that is missing, and which providers there are', async () => {
		await assert.rejects(open('openai/text-embedding-3-small'), { code: 'missing-key' });
		await assert.rejects(open('nobody/any'), { code: 'unknown-provider' });
	});
});
