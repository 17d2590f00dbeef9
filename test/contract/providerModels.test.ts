import type { ProviderKind } from '../../src/adapters/llm/knownProviders.js';
import { ProviderModelRegistry } from '../../src/adapters/llm/providerModelRegistry.js';
import type { LanguageModel } from '../../src/core/models/languageModel.js';
import { describeProviderModel, type ProviderCase } from './providerModel.contract.js';

const cases: readonly Omit<ProviderCase, 'open'>[] = [
	{ name: 'openai', kind: 'openai', wire: 'openai', path: '/v1', reportsCacheWrites: true },
	{ name: 'anthropic', kind: 'anthropic', wire: 'anthropic', path: '/v1', reportsCacheWrites: true },
	{ name: 'google', kind: 'google', wire: 'google', path: '/v1beta', reportsCacheWrites: false },
	{ name: 'openrouter', kind: 'openai-compatible', wire: 'openrouter', path: '/api/v1', reportsCacheWrites: true },
	{ name: 'ollama', kind: 'openai-compatible', wire: 'openai', path: '/v1', reportsCacheWrites: true },
	{ name: 'my-gateway', kind: 'openai-compatible', wire: 'openai', path: '/v1', reportsCacheWrites: true },
];

const models: Readonly<Record<ProviderKind, string>> = {
	openai: 'gpt-4o',
	anthropic: 'claude-sonnet-4-5',
	google: 'gemini-2.5-flash',
	'openai-compatible': 'qwen/qwen3',
};

for (const provider of cases) {
	describeProviderModel({
		...provider,
		open: (baseUrl, key) => openModelOf(provider.name, models[provider.kind], baseUrl, key),
	});
}

function openModelOf(provider: string, model: string, baseUrl: string, key: string): Promise<LanguageModel> {
	const registry = new ProviderModelRegistry({
		providers: { [provider]: { baseUrl } },
		key: () => Promise.resolve(key),
	});
	return registry.open({ provider, model });
}
