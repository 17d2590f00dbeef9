import type { EmbeddingUse } from '../../../core/models/embeddingModel.js';

/**
 * What a model was trained to see before a text. Servers do not add it by themselves, and without it a model finds less:
 * Nomic's card calls it required. By the models' cards and Google's embeddings guide, as of November 2026; a model that
 * is not listed gets the bare text.
 */
const prompts: readonly (readonly [model: RegExp, prompt: Readonly<Record<EmbeddingUse, string>>])[] = [
	[/nomic-embed-text/, { query: 'search_query: ', document: 'search_document: ' }],
	[/embeddinggemma|gemini-embedding-2/, { query: 'task: search result | query: ', document: 'title: none | text: ' }],
	[/(^|[/-])e5-(?!.*instruct)/, { query: 'query: ', document: 'passage: ' }],
	[/arctic-embed(2|.*v2)/, { query: 'query: ', document: '' }],
	[
		/mxbai-embed|arctic-embed|bge-(small|base|large)-en/,
		{ query: 'Represent this sentence for searching relevant passages: ', document: '' },
	],
	[
		/qwen3-embedding/,
		{
			query: 'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:',
			document: '',
		},
	],
];

export function embeddingPromptOf(model: string, use: EmbeddingUse): string {
	const name = model.toLowerCase();
	return prompts.find(([pattern]) => pattern.test(name))?.[1][use] ?? '';
}
