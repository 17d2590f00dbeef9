import type { Strategy } from '../../core/execution/strategies.js';
import type { Continuity } from '../../core/pipeline/stageGraph.js';
import type { ModelRole } from '../../core/pipeline/stages.js';

/** `now`: while the book is written; `batch`: together, within a day, for less. */
export type AuditTiming = 'now' | 'batch';

/** Read at the start of each run. */
export interface GenerationSettings {
	/** Model names such as `anthropic/claude-sonnet-4-5`. */
	readonly models: Readonly<Record<ModelRole, string>>;
	/** Takes the place of a model whose provider keeps failing; empty for none. */
	readonly fallbackModel: string;
	/** Model calls at once. */
	readonly concurrency: number;
	readonly strategy: Strategy;
	/** Tokens of story memory in one prompt. */
	readonly memoryTokens: number;
	readonly voicePass: boolean;
	readonly audits: AuditTiming;
	readonly continuity: Continuity;
}
