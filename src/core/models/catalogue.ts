import type { CatalogueModel } from './catalogueModel.js';

const gpt = { contextWindow: 1_050_000, maxOutputTokens: 128_000, reasoning: true } as const;
const claude = { contextWindow: 1_000_000, maxOutputTokens: 128_000, reasoning: true } as const;
const haiku = { contextWindow: 200_000, maxOutputTokens: 64_000, reasoning: true } as const;
const flash = { contextWindow: 1_000_000, maxOutputTokens: 65_536, reasoning: true } as const;
const gemini = { ...flash, contextWindow: 1_048_576 } as const;
const mistral = { contextWindow: 262_144, maxOutputTokens: 65_536 } as const;
const local = { contextWindow: 131_072, maxOutputTokens: 32_768, quality: 'low' } as const;

/**
 * Current models as of November 2026, newest generations only, of those whose price is known. Windows are the price
 * table's, and output limits the smallest that the maker or the gateway states. A local model's window is that of the
 * model; how much of it a server gives is set there.
 *
 * No public benchmark measures whole novels, so quality is an opinion, made by one rule: `high` is what OpenAI, Anthropic
 * and Google offer for the hardest reasoning and long work, and open models of more than a trillion parameters; `medium`
 * is their balanced model, and the largest of other makers; `low` is small, fast or runs on a desk, and loses subtext,
 * voices and details over a chapter. What this book's own ledger tells goes before it, and so do the settings.
 */
export const catalogueModels: readonly CatalogueModel[] = [
	{ id: 'openai/gpt-6-astra', title: 'GPT-6 Astra', ...gpt, quality: 'high', since: '2026-09-03' },
	{ id: 'openai/gpt-6-sol', title: 'GPT-6 Sol', ...gpt, quality: 'high', since: '2026-09-22' },
	{ id: 'openai/gpt-6-luna', title: 'GPT-6 Luna', ...gpt, quality: 'low', since: '2026-09-22' },
	{ id: 'openai/gpt-5.6-sol', title: 'GPT-5.6 Sol', ...gpt, quality: 'high', since: '2026-07-09' },
	{ id: 'openai/gpt-5.6-terra', title: 'GPT-5.6 Terra', ...gpt, quality: 'medium', since: '2026-07-09' },
	{ id: 'openai/gpt-5.6-luna', title: 'GPT-5.6 Luna', ...gpt, quality: 'low', since: '2026-07-09' },

	{ id: 'anthropic/claude-fable-5-1', title: 'Claude Fable 5.1', ...claude, quality: 'high', since: '2026-09-01' },
	{ id: 'anthropic/claude-opus-5-5', title: 'Claude Opus 5.5', ...claude, quality: 'high', since: '2026-09-22' },
	{ id: 'anthropic/claude-opus-5', title: 'Claude Opus 5', ...claude, quality: 'high', since: '2026-07-24' },
	{ id: 'anthropic/claude-sonnet-5', title: 'Claude Sonnet 5', ...claude, quality: 'medium', since: '2026-06-30' },
	{ id: 'anthropic/claude-haiku-4-5', title: 'Claude Haiku 4.5', ...haiku, quality: 'low', since: '2025-10-15' },

	{ id: 'google/gemini-3.1-pro-preview', title: 'Gemini 3.1 Pro', ...gemini, quality: 'high', since: '2026-02-19' },
	{ id: 'google/gemini-3.8-flash', title: 'Gemini 3.8 Flash', ...flash, quality: 'medium', since: '2026-09-02' },
	{ id: 'google/gemini-3.7-flash', title: 'Gemini 3.7 Flash', ...flash, quality: 'medium', since: '2026-08-13' },
	{ id: 'google/gemini-3.5-flash-lite', title: 'Gemini 3.5 Flash Lite', ...flash, quality: 'low', since: '2026-07-21' },
	{ id: 'google/gemini-3.1-flash-lite', title: 'Gemini 3.1 Flash Lite', ...flash, quality: 'low', since: '2026-05-07' },

	{ id: 'openrouter/openai/gpt-6-sol', title: 'GPT-6 Sol', ...gpt, quality: 'high', since: '2026-09-22' },
	{ id: 'openrouter/openai/gpt-6-luna', title: 'GPT-6 Luna', ...gpt, quality: 'low', since: '2026-09-22' },
	{
		id: 'openrouter/anthropic/claude-fable-5.1',
		title: 'Claude Fable 5.1',
		...claude,
		quality: 'high',
		since: '2026-09-01',
	},
	{
		id: 'openrouter/anthropic/claude-opus-5.5',
		title: 'Claude Opus 5.5',
		...claude,
		quality: 'high',
		since: '2026-09-22',
	},
	{
		id: 'openrouter/anthropic/claude-sonnet-5',
		title: 'Claude Sonnet 5',
		...claude,
		quality: 'medium',
		since: '2026-06-30',
	},
	{
		id: 'openrouter/google/gemini-3.1-pro-preview',
		title: 'Gemini 3.1 Pro',
		...gemini,
		quality: 'high',
		since: '2026-02-19',
	},
	{
		id: 'openrouter/moonshotai/kimi-k3',
		title: 'Kimi K3',
		contextWindow: 1_048_576,
		maxOutputTokens: 131_072,
		quality: 'high',
		since: '2026-07-16',
		reasoning: true,
	},
	{
		id: 'openrouter/deepseek/deepseek-v4-pro',
		title: 'DeepSeek V4 Pro',
		contextWindow: 1_000_000,
		maxOutputTokens: 384_000,
		quality: 'high',
		since: '2026-04-24',
		reasoning: true,
	},
	{
		id: 'openrouter/deepseek/deepseek-v4-flash',
		title: 'DeepSeek V4 Flash',
		contextWindow: 1_000_000,
		maxOutputTokens: 384_000,
		quality: 'low',
		since: '2026-04-24',
		reasoning: true,
	},
	{
		id: 'openrouter/z-ai/glm-5.3',
		title: 'GLM 5.3',
		contextWindow: 1_048_576,
		maxOutputTokens: 131_072,
		quality: 'medium',
		since: '2026-08-14',
		reasoning: true,
	},
	{
		id: 'openrouter/qwen/qwen3.7-max',
		title: 'Qwen3.7 Max',
		contextWindow: 1_000_000,
		maxOutputTokens: 131_072,
		quality: 'medium',
		since: '2026-05-21',
		reasoning: true,
	},
	{
		id: 'openrouter/qwen/qwen3.7-plus',
		title: 'Qwen3.7 Plus',
		contextWindow: 1_000_000,
		maxOutputTokens: 65_536,
		quality: 'medium',
		since: '2026-06-02',
		reasoning: true,
	},
	{
		id: 'openrouter/minimax/minimax-m3',
		title: 'MiniMax M3',
		contextWindow: 524_288,
		maxOutputTokens: 32_768,
		quality: 'medium',
		since: '2026-06-01',
		reasoning: true,
	},
	{
		id: 'openrouter/x-ai/grok-4.3',
		title: 'Grok 4.3',
		contextWindow: 1_000_000,
		maxOutputTokens: 30_000,
		quality: 'medium',
		since: '2026-04-17',
		reasoning: true,
	},
	{
		id: 'openrouter/mistralai/mistral-large-2512',
		title: 'Mistral Large 3',
		...mistral,
		quality: 'medium',
		since: '2025-12-02',
	},
	{
		id: 'openrouter/mistralai/mistral-medium-3-5',
		title: 'Mistral Medium 3.5',
		...mistral,
		quality: 'medium',
		since: '2026-04-28',
		reasoning: true,
	},
	{
		id: 'openrouter/mistralai/mistral-small-2603',
		title: 'Mistral Small 4',
		...mistral,
		contextWindow: 256_000,
		quality: 'low',
		since: '2026-03-16',
		reasoning: true,
	},

	{
		id: 'ollama/qwen3',
		title: 'Qwen3 8B',
		...local,
		contextWindow: 40_960,
		maxOutputTokens: 16_384,
		since: '2025-04-28',
		reasoning: true,
	},
	{ id: 'ollama/gemma3', title: 'Gemma 3 4B', ...local, since: '2025-03-12' },
	{ id: 'ollama/llama3.3', title: 'Llama 3.3 70B', ...local, since: '2024-12-06' },
	{
		id: 'ollama/mistral-small',
		title: 'Mistral Small 24B',
		...local,
		contextWindow: 32_768,
		maxOutputTokens: 16_384,
		since: '2025-01-30',
	},
	{ id: 'ollama/gpt-oss:20b', title: 'gpt-oss 20B', ...local, since: '2025-08-05', reasoning: true },
];
