import type { ExecutionTask, TaskReport } from '../../core/execution/executionTask.js';
import type { StageNode } from '../../core/pipeline/stageGraph.js';
import { modelStages, type ModelStageId } from '../../core/pipeline/stages.js';
import type { ExpectedDuration } from '../../core/profiling/durationHistory.js';
import type { GenerationSettings } from './generationSettings.js';
import type { Trial } from './stageCalls.js';

/** A node of a book's graph as a task for the executor, with the fallback model where one is set. */
export function stageTask(
	node: StageNode,
	perform: (node: StageNode, trial: Trial) => Promise<void>,
	{ models, fallbackModel }: GenerationSettings,
	expectedMs: ExpectedDuration,
): ExecutionTask {
	const own = node.stage in modelStages ? models[modelStages[node.stage as ModelStageId].role] : undefined;
	const hasFallback = own !== undefined && fallbackModel !== '' && fallbackModel !== own;
	const trial = (attempt: number, report: TaskReport): Trial => ({ attempt, ...report });
	return {
		...node,
		priority: 0,
		kind: node.stage,
		expectedMs: expectedMs(node.stage, own),
		run: (_signal, attempt, report) => perform(node, { ...trial(attempt, report), hasFallback }),
		...(hasFallback
			? { fallback: (_signal, attempt, report) => perform(node, { ...trial(attempt, report), isFallback: true }) }
			: {}),
	};
}
