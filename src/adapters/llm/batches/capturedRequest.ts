import type { ModelRequest } from '../../../core/models/languageModel.js';
import { callOptionsOf } from '../callOptions.js';
import type { Connection, Fetch } from '../connection.js';
import { dialectOf } from '../dialect.js';
import type { OpenModel } from '../openModel.js';

/** What an ordinary call would send. */
export interface CapturedRequest {
	/** Below the base URL, such as `/chat/completions`. */
	readonly path: string;
	readonly headers: Headers;
	readonly body: Readonly<Record<string, unknown>>;
}

/** Has the provider's package make the request, and sends nothing. */
export async function capturedRequest(
	connection: Connection,
	open: OpenModel,
	model: string,
	request: ModelRequest,
	signal: AbortSignal,
): Promise<CapturedRequest> {
	let captured: CapturedRequest | undefined;
	const fetch: Fetch = (input, init) => {
		captured = {
			path: urlOf(input).slice(connection.provider.baseUrl.length),
			headers: new Headers(init?.headers),
			body: JSON.parse(init?.body as string) as Record<string, unknown>,
		};
		return Promise.reject(new Error('The request is kept for a batch.'));
	};
	const options = callOptionsOf(request, model, dialectOf(connection.provider, model), signal);
	try {
		await open({ ...connection, fetch }, model).doGenerate(options);
	} catch (error) {
		if (captured === undefined) throw error;
	}
	if (captured === undefined) throw new Error('The package of the provider made no request.');
	return captured;
}

function urlOf(input: string | URL | Request): string {
	return input instanceof Request ? input.url : String(input);
}
