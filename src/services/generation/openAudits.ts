import { familyFactor } from '../../core/cost/tokenFactor.js';
import type { RunId } from '../../base/ids.js';
import { isRehearsal, parseModelId } from '../../core/models/modelId.js';
import type { ModelRegistry } from '../../core/models/modelRegistry.js';
import { chapterBody, closingPage } from '../../core/novel/chapterFile.js';
import type { Novel } from '../../core/novel/novel.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { checkedKey, checkedNodeId } from '../../core/pipeline/checkedChapter.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { chapterNodeId, type StageNode } from '../../core/pipeline/stageGraph.js';
import type { ContextService } from '../context/contextService.js';
import type { ChapterMemories } from '../memory/chapterMemories.js';
import { ChapterChecks, memoryFingerprint } from './chapterChecks.js';
import type { GenerationSettings } from './generationSettings.js';
import { outlineOf } from './outlineOf.js';
import { StageCalls, type PreparedCall, type StageCallPorts } from './stageCalls.js';

export interface OpenAuditPorts extends Omit<StageCallPorts, 'modelOf'> {
	readonly journal: Journal;
	readonly models: Pick<ModelRegistry, 'open'>;
	readonly context: ContextService;
	readonly memories: ChapterMemories;
}

/** The audit of a finished chapter that was not checked to its end. */
export interface OpenAudit {
	readonly chapter: number;
	readonly node: string;
	readonly prepared: PreparedCall;
	/** Its result is in the journal already; what it found waits to be mended. */
	readonly isKnown: boolean;
}

/**
 * In story order, as the next run would ask for them. An audit reads what was established before, so that nothing can
 * be said of chapters behind one that is still to be read.
 * @throws AppError as `ModelRegistry.open`
 */
export async function openAudits(
	novel: Novel,
	desk: readonly ChapterOnDesk[],
	settings: GenerationSettings,
	ports: OpenAuditPorts,
): Promise<readonly OpenAudit[]> {
	const { journal, memories, context } = ports;
	const rehearsal = isRehearsal(parseModelId(settings.models.check));
	const calls = new StageCalls({ ...ports, modelOf: (role) => ports.models.open(parseModelId(settings.models[role])) });
	const checks = new ChapterChecks(calls, context);
	const open: OpenAudit[] = [];
	for (const { chapter, text, state, model } of desk) {
		if (text === undefined || (state !== 'drafted' && state !== 'edited')) continue;
		const isChecked = journal.result(checkedNodeId(chapter), checkedKey(text, settings.voicePass)) !== undefined;
		// Nobody should mend a rehearsal, and nobody mends what the author wrote.
		if (state === 'drafted' && model !== 'rehearsal' && !isChecked) {
			const earlier = memories.before(chapter, (one) => outlineOf(novel, one).title);
			const call = callOf(chapter, novel);
			const previous = desk.find((one) => one.chapter === chapter - 1)?.text ?? '';
			const audited = { chapter: outlineOf(novel, chapter), text, pageBefore: closingPage(previous) };
			const budget = { facts: settings.memoryTokens, factor: familyFactor(parseModelId(settings.models.check)) };
			const prepared = await checks.prepareAudit(call, novel, audited, earlier, budget);
			const isKnown = journal.result(call.node.id, prepared.fingerprint) !== undefined;
			open.push({ chapter, node: call.node.id, prepared, isKnown });
		}
		const reading = memoryFingerprint(chapterBody(text), rehearsal);
		if (journal.result(chapterNodeId(chapter, 'chapter_memory'), reading) === undefined) break;
	}
	return open;
}

/** As the run makes it; run, attempt and signal have no part in what is asked. */
function callOf(chapter: number, novel: Novel): Parameters<ChapterChecks['prepareAudit']>[0] {
	const id = chapterNodeId(chapter, 'continuity_audit');
	const node: StageNode = { id, stage: 'continuity_audit', chapter, scene: undefined, dependencies: [] };
	const signal = new AbortController().signal;
	return { node, run: '' as RunId, attempt: 1, signal, templates: novel.templates, variant: 0 };
}
