/** The wire format that a provider speaks. */
export type ProviderKind = 'openai' | 'anthropic' | 'google' | 'openai-compatible';

/**
 * How far a server can be trusted with a reply schema: `schema` enforces it, `json` only promises JSON,
 * `none` may refuse either; the prompt states the schema in all three cases.
 */
export type SchemaSupport = 'schema' | 'json' | 'none';

interface KnownProvider {
	readonly title: string;
	readonly kind: ProviderKind;
	readonly baseUrl: string;
	readonly schemaSupport: SchemaSupport;
	/** Runs on the user's own machines and takes no money. */
	readonly local: boolean;
}

/**
 * LM Studio refuses `json_object` and takes schemas; Ollama, llama.cpp and vLLM take both. OpenRouter hands the
 * parameter on to hosts of which many refuse schemas, and drops `json_object` where it is not supported.
 */
export const knownProviders: Readonly<Record<string, KnownProvider>> = {
	openai: {
		title: 'OpenAI',
		kind: 'openai',
		baseUrl: 'https://api.openai.com/v1',
		schemaSupport: 'schema',
		local: false,
	},
	anthropic: {
		title: 'Anthropic',
		kind: 'anthropic',
		baseUrl: 'https://api.anthropic.com/v1',
		schemaSupport: 'schema',
		local: false,
	},
	google: {
		title: 'Google',
		kind: 'google',
		baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
		schemaSupport: 'schema',
		local: false,
	},
	openrouter: {
		title: 'OpenRouter',
		kind: 'openai-compatible',
		baseUrl: 'https://openrouter.ai/api/v1',
		schemaSupport: 'json',
		local: false,
	},
	ollama: {
		title: 'Ollama',
		kind: 'openai-compatible',
		baseUrl: 'http://127.0.0.1:11434/v1',
		schemaSupport: 'schema',
		local: true,
	},
	lmstudio: {
		title: 'LM Studio',
		kind: 'openai-compatible',
		baseUrl: 'http://127.0.0.1:1234/v1',
		schemaSupport: 'schema',
		local: true,
	},
	llamacpp: {
		title: 'llama.cpp',
		kind: 'openai-compatible',
		baseUrl: 'http://127.0.0.1:8080/v1',
		schemaSupport: 'schema',
		local: true,
	},
	vllm: {
		title: 'vLLM',
		kind: 'openai-compatible',
		baseUrl: 'http://127.0.0.1:8000/v1',
		schemaSupport: 'schema',
		local: true,
	},
};
