import type { ServerResponse } from 'node:http';
import { sendJson, startRawServer, type RawRequest } from './aimockRawServer.js';
import { embeddedTexts, embeddingReply } from './embeddingWireFormats.js';

export interface EmbeddingServer {
	readonly baseUrl: string;
	/** The texts of every request so far, in order of arrival. */
	readonly requests: readonly (readonly string[])[];
	/** Answers in place of the server; false leaves the request to it. */
	before: (texts: readonly string[], response: ServerResponse, request: RawRequest) => boolean | Promise<boolean>;
	/** Numbers in each vector. */
	dimensions: number;
	close(): Promise<void>;
}

/**
 * Speaks OpenAI's protocol. A text's vector counts its words, each in a place of its own, so that texts are near which
 * have words in common; a token is a word.
 */
export async function startEmbeddingServer(): Promise<EmbeddingServer> {
	const requests: (readonly string[])[] = [];
	const raw = await startRawServer((request, response) => {
		const texts = embeddedTexts('openai', request).map(([text]) => text);
		requests.push(texts);
		void (async () => {
			if (await server.before(texts, response, request)) return;
			const vectors = texts.map((text) => wordCounts(text, server.dimensions));
			sendJson(response, 200, embeddingReply('openai', request, vectors, texts.flatMap(wordsOf).length));
		})();
	});
	const server: EmbeddingServer = {
		baseUrl: `${raw.url}/v1`,
		requests,
		before: () => false,
		dimensions: 256,
		close: () => raw.close(),
	};
	return server;
}

function wordsOf(text: string): readonly string[] {
	return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

function wordCounts(text: string, dimensions: number): readonly number[] {
	const counts = Array.from({ length: dimensions }, () => 0);
	for (const word of wordsOf(text)) {
		const place = Array.from(word).reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % dimensions, 7);
		counts[place] = (counts[place] ?? 0) + 1;
	}
	return counts;
}
