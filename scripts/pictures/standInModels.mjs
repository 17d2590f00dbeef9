import { createServer } from 'node:http';
import { once } from 'node:events';

const anthropicModels = [
	{ id: 'claude-opus-4-5', display_name: 'Claude Opus 4.5' },
	{ id: 'claude-sonnet-4-5', display_name: 'Claude Sonnet 4.5' },
	{ id: 'claude-haiku-4-5', display_name: 'Claude Haiku 4.5' },
];
const lists = {
	'/anthropic/models': { data: anthropicModels },
	'/openai/models': { data: [{ id: 'gpt-5' }, { id: 'gpt-5-mini' }] },
	'/google/models': {
		models: [
			{
				name: 'models/gemini-2.5-pro',
				displayName: 'Gemini 2.5 Pro',
				inputTokenLimit: 1_048_576,
				supportedGenerationMethods: ['generateContent'],
			},
		],
	},
	'/ollama/models': { data: [{ id: 'qwen3:14b' }, { id: 'gemma3:12b' }] },
};

/** A server on this machine that lists a few models, as providers do. */
export async function startModelLists() {
	const server = createServer((request, response) => {
		const list = lists[new URL(request.url, 'http://127.0.0.1').pathname];
		response.writeHead(list === undefined ? 404 : 200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(list ?? {}));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const origin = `http://127.0.0.1:${server.address().port}`;
	const names = ['anthropic', 'openai', 'google', 'ollama'];
	return {
		providers: Object.fromEntries(names.map((name) => [name, { baseUrl: `${origin}/${name}` }])),
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
