import * as l10n from '@vscode/l10n';
import { systemClock, type Clock } from '../../base/clock.js';
import type { EmbeddingModel } from '../../core/models/embeddingModel.js';
import { ModelFault } from '../../core/models/modelFault.js';
import { formatModelId } from '../../core/models/modelId.js';

/** Throws ModelFault `network` when a call takes longer, and aborts it underneath even if it does not listen. */
export function withTimeout(model: EmbeddingModel, totalMs: number, clock: Clock = systemClock): EmbeddingModel {
	return {
		id: model.id,
		maxTextsPerCall: model.maxTextsPerCall,
		embed: async (texts, use, signal) => {
			signal.throwIfAborted();
			const over = new AbortController();
			const tooLate = clock.wait(totalMs, over.signal).then(() => Promise.reject(tooSlow(model, totalMs)));
			try {
				return await Promise.race([model.embed(texts, use, AbortSignal.any([signal, over.signal])), tooLate]);
			} finally {
				over.abort();
				// Whoever raced it has heard of it.
				tooLate.catch(() => undefined);
			}
		},
	};
}

function tooSlow(model: EmbeddingModel, ms: number): ModelFault {
	return new ModelFault(
		'network',
		l10n.t(
			'{0} did not embed the text within {1} s. Try again, or choose another embedding model.',
			formatModelId(model.id),
			Math.round(ms / 1000),
		),
		{ wasSent: true },
	);
}
