import * as vscode from 'vscode';
import { replyTo } from '../../../support/novel/novelist.js';

/** What each model does besides answering; its id says it. */
const behaviours = {
	storyteller: { pieceMs: 2 },
	slow: { pieceMs: 40 },
	broken: { pieceMs: 2, failure: () => new Error('the connection to the model was cut') },
	blocked: { pieceMs: 2, failure: () => vscode.LanguageModelError.Blocked('the quota is used up') },
	forbidden: { pieceMs: 2, failure: () => vscode.LanguageModelError.NoPermissions('the user said no') },
	gone: { pieceMs: 2, failure: () => vscode.LanguageModelError.NotFound('no such model') },
} as const satisfies Readonly<Record<string, { readonly pieceMs: number; readonly failure?: () => Error }>>;

type Behaviour = keyof typeof behaviours;

/** What the tests do with this model, and ask about the calls that arrived here. */
export interface ModelProviderExports {
	/** Texts of the messages of each call, and whether it was cancelled, newest last. */
	readonly calls: readonly { readonly model: string; readonly texts: readonly string[]; cancelled: boolean }[];
	/** Prose stops after so many characters of a reply and waits; `release` lets it go on to its end. */
	hold(characters: number): void;
	release(): void;
}

export function activate(context: vscode.ExtensionContext): ModelProviderExports {
	const calls: { model: string; texts: string[]; cancelled: boolean }[] = [];
	const provider: vscode.LanguageModelChatProvider = {
		provideLanguageModelChatInformation: () => Object.keys(behaviours).map(informationOf),
		provideTokenCount: (_model, text) => Promise.resolve(textOf(text).length / 4),
		provideLanguageModelChatResponse: async (model, messages, _options, progress, token) => {
			const call = { model: model.id, texts: messages.map(textOf), cancelled: false };
			calls.push(call);
			token.onCancellationRequested(() => (call.cancelled = true));
			await answer(model.id as Behaviour, call.texts, progress, token);
		},
	};
	context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('storytellers', provider));
	return { calls, hold: (characters) => gate.allow(characters), release: () => gate.allow(Infinity) };
}

/** Opens as far as it is told, so that a test decides how much of a chapter there is. */
class Gate {
	#allowed = Infinity;
	readonly #changed = new vscode.EventEmitter<void>();

	allow(characters: number): void {
		this.#allowed = characters;
		this.#changed.fire();
	}

	async pass(sent: number, token: vscode.CancellationToken): Promise<void> {
		while (sent >= this.#allowed && !token.isCancellationRequested) {
			await new Promise<void>((resolve) => {
				const heard = vscode.Disposable.from(this.#changed.event(done), token.onCancellationRequested(done));
				function done(): void {
					heard.dispose();
					resolve();
				}
			});
		}
	}
}

const gate = new Gate();

async function answer(
	behaviour: Behaviour,
	texts: readonly string[],
	progress: vscode.Progress<vscode.LanguageModelResponsePart>,
	token: vscode.CancellationToken,
): Promise<void> {
	const { pieceMs, ...rest } = behaviours[behaviour];
	const failure = 'failure' in rest ? rest.failure : undefined;
	const messages = texts.map((text) => ({ role: 'user', text }));
	const story = replyTo({
		model: '',
		messages,
		system: '',
		prompt: texts.join('\n\n'),
		soFar: '',
		maxOutputTokens: undefined,
		temperature: undefined,
		wantsJson: false,
	});
	const isProse = !story.startsWith('{');
	for (const [index, piece] of (story.match(/[^]{1,60}/g) ?? []).entries()) {
		if (isProse) await gate.pass(index * 60, token);
		if (token.isCancellationRequested) return;
		if (index === 1 && failure !== undefined) throw failure();
		progress.report(new vscode.LanguageModelTextPart(piece));
		await new Promise((resolve) => setTimeout(resolve, pieceMs));
	}
}

function informationOf(id: string): vscode.LanguageModelChatInformation {
	return {
		id,
		name: `The ${id} model`,
		family: 'story',
		version: '1',
		maxInputTokens: 100_000,
		maxOutputTokens: 10_000,
		capabilities: {},
	};
}

function textOf(message: string | vscode.LanguageModelChatRequestMessage): string {
	if (typeof message === 'string') return message;
	return message.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}
