import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import type { RunId } from '../../base/ids.js';
import { familyFactor } from '../../core/cost/tokenFactor.js';
import type { ExecutionEvent, TaskOutcome } from '../../core/execution/executionTask.js';
import { formatModelId, isRehearsal, parseModelId } from '../../core/models/modelId.js';
import type { ChapterReport, GenerationProgress, GenerationReport } from '../../core/pipeline/jobs.js';
import type { Novel } from '../../core/novel/novel.js';
import { chapterGraph, planningGraph, type ChapterWork, type StageNode } from '../../core/pipeline/stageGraph.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { checkRequest, type GenerationRequest } from '../../core/pipeline/workList.js';
import { scenesPerChapter, type ModelRole } from '../../core/pipeline/stages.js';
import type { RunControl } from '../execution/runControl.js';
import { BasisNotes } from '../staleness/basisNotes.js';
import type { ProfiledRun } from '../profiling/profiler.js';
import { BookRun, type BookRunSettings } from './bookRun.js';
import { ChapterChecks } from './chapterChecks.js';
import type { GenerationSettings } from './generationSettings.js';
import type { FileProblems } from './knownProblems.js';
import type { ChapterDesk } from './chapterDesk.js';
import { lastChapter } from './readableNovel.js';
import { withoutRehearsedPlan } from './rehearsedPlan.js';
import { withoutHeading } from '../../core/prompts/promptView.js';
import { Planning } from './planning.js';
import { chapterReport, generationReport, progressOf, type Batched } from './runReport.js';
import { SceneDrafting } from './sceneDrafting.js';
import { StageCalls, type Trial } from './stageCalls.js';
import { stageTask } from './stageTask.js';
import type { GenerationPorts } from './generationPorts.js';

export interface GenerationJobParts {
	readonly run: RunId;
	readonly signal: AbortSignal;
	readonly settings: GenerationSettings;
	/** Milliseconds since the Unix epoch. */
	readonly startedAt: number;
	readonly control: RunControl;
	readonly profile: ProfiledRun;
}

/** What a run tells while it goes on. */
export interface GenerationNews {
	progress(progress: GenerationProgress): void;
	problems(problems: FileProblems): void;
	graph(nodes: readonly StageNode[]): void;
	execution(event: ExecutionEvent): void;
}

/** One run, from a request to its report: the plan of a book where there is none, and its chapters. */
export class GenerationJob {
	readonly #ports: GenerationPorts;
	readonly #desk: ChapterDesk;
	readonly #job: GenerationJobParts;
	readonly #tell: GenerationNews;
	readonly #outcomes = new Map<string, TaskOutcome>();

	constructor(ports: GenerationPorts, desk: ChapterDesk, job: GenerationJobParts, tell: GenerationNews) {
		this.#ports = ports;
		this.#desk = desk;
		this.#job = job;
		this.#tell = tell;
	}

	/** @param draft the novel as its files have it */
	async perform(request: GenerationRequest, draft: Novel): Promise<GenerationReport> {
		const { settings, signal, run, startedAt } = this.#job;
		const { audits, ledger, clock } = this.#ports;
		// What was bought is not asked for again. A provider that is away is no reason not to write.
		if (audits.isOut) await audits.collect(signal).catch(() => undefined);
		const isPlanRehearsed = isRehearsal(parseModelId(settings.models.plan));
		const start = isPlanRehearsed ? draft : await withoutRehearsedPlan(draft, this.#ports);
		const isPlanned = start.outline.length > 0 || request.kind === 'read';
		const novel = isPlanned ? start : await this.#plan(start, request);
		const chapters = novel === undefined || request.kind === 'plan' ? [] : await this.#draft(novel, request);
		const totals = ledger.totals(run);
		const batched = request.kind === 'plan' ? {} : await this.#submitAudits();
		return generationReport(chapters, this.#outcomes, totals, clock.now() - startedAt, batched);
	}

	/** @returns the novel with its outline, or undefined when planning did not get that far */
	async #plan(novel: Novel, request: GenerationRequest): Promise<Novel | undefined> {
		checkRequest(request, novel.info.chapters);
		if (withoutHeading(novel.bible.premise) === '') {
			throw new AppError(
				'no-outline',
				l10n.t(
					'The novel has neither an outline nor a premise. Write a paragraph about the book into bible/premise.md, or chapters such as "## 1. The Arrival" into outline.md.',
				),
			);
		}
		const rehearsal = isRehearsal(parseModelId(this.#job.settings.models.plan));
		const planning = new Planning(this.#stageCalls(), { ...this.#ports, rehearsal }, novel);
		await this.#execute(planningGraph(), async (node, trial) =>
			planning.perform({
				node,
				run: this.#job.run,
				...trial,
				signal: this.#job.signal,
				templates: novel.templates,
				variant: 0,
			}),
		);
		const { novel: planned } = await this.#ports.store.read();
		return planned !== undefined && planned.outline.length > 0 ? planned : undefined;
	}

	async #draft(novel: Novel, request: Exclude<GenerationRequest, { kind: 'plan' }>): Promise<readonly ChapterReport[]> {
		const desk = await this.#desk.look(novel, lastChapter(novel));
		const { voicePass, continuity } = this.#job.settings;
		const { wanted, work, again } = this.#ports.outlook.workOf(request, novel, desk);
		const scenes = scenesPerChapter(novel.info.wordsPerChapter);
		const drafts = new Set(work.filter((one) => one.work === 'draft').map((one) => one.chapter));
		const book = this.#bookRun({ novel, scenes, again, drafts }, desk);
		const isAuditedLater = await this.#auditedLater(novel, desk);
		const nodes = chapterGraph(work, { scenes, voicePass, continuity, isAuditedLater });
		await this.#execute(nodes, (node, trial) => book.perform(node, trial, this.#job.signal));
		return wanted.map((chapter) => chapterReport(chapter, book.report(chapter), drafts.has(chapter), this.#outcomes));
	}

	/** Which chapters are left to a batch: none where audits are not to be batched, or cannot be. */
	async #auditedLater(novel: Novel, desk: readonly ChapterOnDesk[]): Promise<(one: ChapterWork) => boolean> {
		const { audits } = this.#ports;
		if (this.#job.settings.audits === 'now' || !(await audits.isOffered())) return () => false;
		const ready = await audits.auditedInRun(novel, desk);
		return ({ work, chapter }) => work === 'draft' || !ready.has(chapter);
	}

	/** A batch that cannot be sent is no reason to lose the report of what was written. */
	async #submitAudits(): Promise<Batched> {
		const { settings, signal, run } = this.#job;
		if (settings.audits === 'now' || signal.aborted) return {};
		try {
			return { audits: await this.#ports.audits.submit(signal, run) };
		} catch (failure) {
			return signal.aborted ? {} : { failure };
		}
	}

	#bookRun(
		book: Pick<BookRunSettings, 'novel' | 'scenes' | 'again' | 'drafts'>,
		desk: readonly ChapterOnDesk[],
	): BookRun {
		const { models, memoryTokens, voicePass, continuity } = this.#job.settings;
		const draftModel = parseModelId(models.draft);
		const calls = this.#stageCalls();
		const ports = { ...this.#ports, calls };
		return new BookRun(
			{
				calls,
				drafting: new SceneDrafting(ports),
				checks: new ChapterChecks(calls, this.#ports.context),
				story: this.#ports.story,
				memories: this.#ports.memories,
				desk: this.#desk,
				basis: new BasisNotes(this.#ports.bases, this.#ports.clock, book.novel, continuity),
				journal: this.#ports.journal,
				clock: this.#ports.clock,
				reportProblems: (path, problems) => this.#tell.problems({ path, problems }),
				drafted: (chapter, scene, words) =>
					this.#tellProgress({
						chapter,
						scene,
						stage: 'scene_drafting',
						words,
						wantedWords: book.novel.info.wordsPerChapter,
						note: undefined,
					}),
			},
			{
				...book,
				run: this.#job.run,
				memoryTokens,
				continuity,
				tokenFactors: tokenFactorsOf(models),
				draftModel: formatModelId(draftModel),
				rehearsal: isRehearsal(draftModel),
				rehearsedChecks: isRehearsal(parseModelId(models.check)),
				voicePass,
			},
			desk,
		);
	}

	#stageCalls(): StageCalls {
		const { models, fallbackModel } = this.#job.settings;
		const fallback = fallbackModel === '' ? undefined : parseModelId(fallbackModel);
		return new StageCalls({
			...this.#ports,
			modelOf: (role) => this.#ports.models.open(parseModelId(models[role])),
			...(fallback === undefined ? {} : { fallback, fallbackModel: () => this.#ports.models.open(fallback) }),
		});
	}

	async #execute(
		nodes: readonly StageNode[],
		perform: (node: StageNode, trial: Trial) => Promise<void>,
	): Promise<void> {
		this.#tell.graph(nodes);
		this.#job.profile.addGraph(nodes);
		const byId = new Map(nodes.map((node) => [node.id, node]));
		const expected = this.#ports.expectedDurations();
		const profiled = (node: StageNode, trial: Trial): Promise<void> =>
			this.#job.profile.within(node.id, () => perform(node, trial));
		const tasks = nodes.map((node) => stageTask(node, profiled, this.#job.settings, expected));
		const outcomes = await this.#ports.executor.run(tasks, {
			concurrency: this.#job.settings.concurrency,
			strategy: this.#job.settings.strategy,
			signal: this.#job.signal,
			control: this.#job.control,
			onEvent: (event) => {
				this.#tell.execution(event);
				this.#job.profile.note(event);
				const node = byId.get(event.id);
				const progress = node && progressOf(event, node);
				if (progress !== undefined) this.#tellProgress(progress);
			},
		});
		for (const [id, outcome] of outcomes) this.#outcomes.set(id, outcome);
	}

	#tellProgress(part: Omit<GenerationProgress, 'tokens' | 'costMicroUsd'>): void {
		const { usage, spent } = this.#ports.ledger.totals(this.#job.run);
		this.#tell.progress({
			...part,
			tokens: usage.inputTokens + usage.outputTokens,
			costMicroUsd: spent,
		});
	}
}

function tokenFactorsOf(models: GenerationSettings['models']): Readonly<Record<ModelRole, number>> {
	const factor = (role: ModelRole): number => familyFactor(parseModelId(models[role]));
	return { plan: factor('plan'), draft: factor('draft'), check: factor('check') };
}
