import * as vscode from 'vscode';
import type { ModelOpener } from '../adapters/llm/providerModelRegistry.js';
import { continueInstruction } from '../core/models/continuation.js';
import type { LanguageModel, ModelPart, ModelRequest } from '../core/models/languageModel.js';
import { ModelFault } from '../core/models/modelFault.js';
import { formatModelId, type ModelId } from '../core/models/modelId.js';
import type { ReachableModel } from '../core/models/modelRegistry.js';

/** Models that other extensions bring into VS Code, as `vscode/<vendor>/<family or id>`. */
export class VscodeModels implements ModelOpener {
	async open(id: ModelId): Promise<LanguageModel> {
		const model = await find(id);
		if (model !== undefined) return new VscodeModel(id, model);
		throw new ModelFault(
			'bad-request',
			vscode.l10n.t(
				`VS Code offers no model "{0}". Sign in to the extension that brings it, or choose another with 'Prometheus Novel: Choose Models'.`,
				formatModelId(id),
			),
		);
	}

	async list(): Promise<readonly ReachableModel[]> {
		const models = await vscode.lm.selectChatModels();
		return models.map((model) => ({
			id: { provider: 'vscode', model: `${model.vendor}/${model.id}` },
			name: `${model.name} (${model.vendor})`,
			contextWindow: model.maxInputTokens,
		}));
	}
}

/**
 * The API streams text and nothing else: no usage, no finish reason. So the cost is always an estimate, and whether the
 * reply is whole is judged from its text.
 */
class VscodeModel implements LanguageModel {
	readonly id: ModelId;
	readonly #model: vscode.LanguageModelChat;

	constructor(id: ModelId, model: vscode.LanguageModelChat) {
		this.id = id;
		this.#model = model;
	}

	async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPart> {
		signal.throwIfAborted();
		const cancellation = new vscode.CancellationTokenSource();
		const cancel = (): void => cancellation.cancel();
		signal.addEventListener('abort', cancel, { once: true });
		try {
			const options: vscode.LanguageModelChatRequestOptions = {
				justification: vscode.l10n.t('Prometheus Novel works on your book with this model.'),
				modelOptions: {
					maxTokens: request.maxOutputTokens,
					max_tokens: request.maxOutputTokens,
					temperature: request.temperature,
				},
			};
			const response = await this.#model.sendRequest(messagesOf(request), options, cancellation.token);
			for await (const text of response.text) {
				signal.throwIfAborted();
				yield { kind: 'text', text };
			}
			signal.throwIfAborted();
			yield { kind: 'finish', reason: 'stop', usage: undefined };
		} catch (error) {
			signal.throwIfAborted();
			throw translate(error, this.id);
		} finally {
			signal.removeEventListener('abort', cancel);
			// A reader may leave in the middle, and what nobody reads need not be written.
			cancellation.cancel();
			cancellation.dispose();
		}
	}
}

async function find({ model }: ModelId): Promise<vscode.LanguageModelChat | undefined> {
	const slash = model.indexOf('/');
	if (slash < 0)
		return (
			(await vscode.lm.selectChatModels({ family: model }))[0] ?? (await vscode.lm.selectChatModels({ id: model }))[0]
		);
	const vendor = model.slice(0, slash);
	const name = model.slice(slash + 1);
	return (
		(await vscode.lm.selectChatModels({ vendor, id: name }))[0] ??
		(await vscode.lm.selectChatModels({ vendor, family: name }))[0]
	);
}

/** The API has no system role; what the book is about comes first as a user's message. */
function messagesOf(request: ModelRequest): vscode.LanguageModelChatMessage[] {
	const user = (text: string): vscode.LanguageModelChatMessage => vscode.LanguageModelChatMessage.User(text);
	const parts = [request.system, request.context, request.task].filter((part) => part !== '').map(user);
	return request.soFar === ''
		? parts
		: [...parts, vscode.LanguageModelChatMessage.Assistant(request.soFar), user(request.goOn ?? continueInstruction)];
}

function translate(error: unknown, id: ModelId): unknown {
	const name = formatModelId(id);
	if (!(error instanceof vscode.LanguageModelError)) {
		return new ModelFault(
			'overloaded',
			vscode.l10n.t('{0} failed in VS Code. Try again, or choose another model.', name),
			{
				cause: new Error(error instanceof Error ? error.name : 'unknown'),
			},
		);
	}
	switch (error.code) {
		case vscode.LanguageModelError.NoPermissions.name:
			return new ModelFault(
				'auth',
				vscode.l10n.t(
					'VS Code was not allowed to use {0}. Run the command again and allow it, or choose another model.',
					name,
				),
			);
		case vscode.LanguageModelError.Blocked.name:
			return new ModelFault(
				'refused',
				vscode.l10n.t(
					'{0} would not answer: the request was blocked, or its quota is used up. Choose another model, or wait.',
					name,
				),
			);
		case vscode.LanguageModelError.NotFound.name:
			return new ModelFault(
				'bad-request',
				vscode.l10n.t("{0} is not there any more. Choose another model with 'Prometheus Novel: Choose Models'.", name),
			);
		default:
			return new ModelFault(
				'overloaded',
				vscode.l10n.t('{0} failed in VS Code. Try again, or choose another model.', name),
			);
	}
}
