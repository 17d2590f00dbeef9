import type { LanguageModelV4GenerateResult } from '@ai-sdk/provider';
import * as l10n from '@vscode/l10n';
import type { BatchedReply } from '../../../core/models/batchModel.js';
import type { ModelRequest, Usage } from '../../../core/models/languageModel.js';
import type { FaultKind } from '../../../core/models/modelFault.js';
import { callOptionsOf } from '../callOptions.js';
import type { Connection } from '../connection.js';
import { dialectOf } from '../dialect.js';
import { faultOf } from '../fault.js';
import type { FaultTarget } from '../faultAdvice.js';
import type { OpenModel } from '../openModel.js';
import { usageOf } from '../reportedUsage.js';

/** What a batch holds for one request: the answer that an ordinary call would have had. */
export interface BatchedAnswer {
	readonly id: string;
	readonly status: number;
	readonly body: unknown;
}

/** Has the provider's package read the answer, so that text and usage mean what they mean in an ordinary call. */
export async function replayedReply(
	connection: Connection,
	open: OpenModel,
	model: string,
	{ id, status, body }: BatchedAnswer,
): Promise<BatchedReply> {
	const { title, baseUrl } = connection.provider;
	const target: FaultTarget = { title, model, baseUrl };
	const headers = { 'content-type': 'application/json' };
	const fetch = (): Promise<Response> => Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
	const options = callOptionsOf(someRequest, model, dialectOf(connection.provider, model), neverAborted);
	try {
		const result = await open({ ...connection, fetch }, model).doGenerate(options);
		return replyOf(id, result, `${title} (${model})`);
	} catch (error) {
		const { kind, message } = faultOf(error, target);
		return { kind: 'fault', id, fault: kind, sentence: message, usage: undefined };
	}
}

const neverAborted = new AbortController().signal;

/** Packages read the answer differently when a schema was asked for. */
const someRequest: ModelRequest = {
	purpose: { stage: 'batch', brief: {} },
	system: '',
	context: '',
	task: 'Reply.',
	soFar: '',
	maxOutputTokens: 1_024,
	replySchema: { name: 'reply', schema: { type: 'object', properties: {}, additionalProperties: false } },
};

function replyOf(id: string, result: LanguageModelV4GenerateResult, name: string): BatchedReply {
	const usage = usageOf(result.usage);
	const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
	if (result.finishReason.unified === 'content-filter')
		return fault(id, 'refused', l10n.t('{0} would not answer for reasons of content.', name), usage);
	if (text === '') return fault(id, 'bad-reply', l10n.t('{0} ended its reply without a word.', name), usage);
	return { kind: 'reply', id, text, usage };
}

function fault(id: string, kind: FaultKind, sentence: string, usage: Usage | undefined): BatchedReply {
	return { kind: 'fault', id, fault: kind, sentence, usage };
}
