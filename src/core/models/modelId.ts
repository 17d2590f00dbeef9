import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';

/** `provider/model`, or the single word `rehearsal`. */
export interface ModelId {
	readonly provider: string;
	/** The provider's own name for the model; may itself contain slashes (`openrouter/anthropic/claude…`). */
	readonly model: string;
}

export const rehearsalModelId: ModelId = { provider: 'rehearsal', model: 'rehearsal' };

/** @throws AppError `bad-model-id` with the form that is wanted. */
export function parseModelId(text: string): ModelId {
	const trimmed = text.trim();
	if (trimmed === 'rehearsal') return rehearsalModelId;
	const slash = trimmed.indexOf('/');
	const provider = trimmed.slice(0, slash);
	const model = trimmed.slice(slash + 1);
	if (slash < 1 || model === '' || !/^[a-z][a-z0-9-]*$/.test(provider)) {
		throw new AppError(
			'bad-model-id',
			l10n.t(
				'"{0}" is not a model. Write it as provider/model, for example openai/gpt-5-mini, ollama/qwen3 or rehearsal.',
				text,
			),
		);
	}
	return { provider, model };
}

export function formatModelId(id: ModelId): string {
	return id.provider === 'rehearsal' ? 'rehearsal' : `${id.provider}/${id.model}`;
}

export function isRehearsal(id: ModelId): boolean {
	return id.provider === 'rehearsal';
}
