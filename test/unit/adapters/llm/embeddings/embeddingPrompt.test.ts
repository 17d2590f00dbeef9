import assert from 'node:assert/strict';
import { embeddingPromptOf } from '../../../../../src/adapters/llm/embeddings/embeddingPrompt.js';

describe('The prompt of an embedding model', () => {
	const cases: readonly (readonly [query: string, document: string, ...models: readonly string[]])[] = [
		['', '', 'text-embedding-3-small', 'gemini-embedding-001', 'bge-m3', 'all-minilm', 'e5-mistral-7b-instruct'],
		['search_query: ', 'search_document: ', 'nomic-embed-text', 'text-embedding-nomic-embed-text-v1.5'],
		['task: search result | query: ', 'title: none | text: ', 'embeddinggemma:300m', 'gemini-embedding-2'],
		['query: ', 'passage: ', 'intfloat/multilingual-e5-large', 'intfloat/e5-base-v2', 'e5-small'],
		['query: ', '', 'snowflake-arctic-embed2', 'Snowflake/snowflake-arctic-embed-l-v2.0'],
		[
			'Represent this sentence for searching relevant passages: ',
			'',
			...['mxbai-embed-large', 'snowflake-arctic-embed:22m', 'snowflake-arctic-embed-m-v1.5', 'BAAI/bge-base-en-v1.5'],
		],
		[
			'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:',
			'',
			...['qwen3-embedding:0.6b', 'Qwen/Qwen3-Embedding-8B'],
		],
	];

	for (const [query, document, ...models] of cases) {
		it(`is «${query}» before a query of ${models.join(', ')}`, () => {
			for (const model of models)
				assert.deepEqual([embeddingPromptOf(model, 'query'), embeddingPromptOf(model, 'document')], [query, document]);
		});
	}
});
