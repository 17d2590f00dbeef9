import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import { AppError, CancellationError } from '../../base/errors.js';
import { Emitter } from '../../base/emitter.js';
import { newRunId, type RunId } from '../../base/ids.js';
import { familyFactor } from '../../core/cost/tokenFactor.js';
import type { Ledger } from '../../core/cost/ledger.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import type { ProcessIdentity } from '../../core/execution/processIdentity.js';
import type { ExecutionEvent, TaskOutcome } from '../../core/execution/executionTask.js';
import { formatModelId, isRehearsal, parseModelId } from '../../core/models/modelId.js';
import type { ModelRegistry } from '../../core/models/modelRegistry.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import type { Journal } from '../../core/pipeline/journal.js';
import type { BasisBook } from '../../core/staleness/draftBasis.js';
import type { ChapterReport, GenerationProgress, GenerationReport } from '../../core/pipeline/jobs.js';
import type { Manuscript } from '../../core/novel/manuscript.js';
import type { Novel } from '../../core/novel/novel.js';
import type { NovelStore } from '../../core/novel/novelStore.js';
import { chapterGraph, planningGraph, type ChapterWork, type StageNode } from '../../core/pipeline/stageGraph.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { checkRequest, type GenerationRequest } from '../../core/pipeline/workList.js';
import type { ExpectedDuration } from '../../core/profiling/durationHistory.js';
import type { RunShape } from '../../core/profiling/recordedRun.js';
import { modelRoles, scenesPerChapter, type ModelRole } from '../../core/pipeline/stages.js';
import type { ContextService } from '../context/contextService.js';
import type { StoryContext } from '../context/storyContext.js';
import type { Executor } from '../execution/executor.js';
import type { ProviderPace } from '../execution/providerPace.js';
import { RunControl } from '../execution/runControl.js';
import type { ChapterMemories } from '../memory/chapterMemories.js';
import { BasisNotes } from '../staleness/basisNotes.js';
import type { MeteredModel } from '../cost/meteredModel.js';
import type { ProfiledRun, Profiler } from '../profiling/profiler.js';
import type { BatchedAudits } from './batchedAudits.js';
import type { BookOutlook } from './bookOutlook.js';
import { BookRun, type BookRunSettings } from './bookRun.js';
import { ChapterChecks } from './chapterChecks.js';
import type { GenerationSettings } from './generationSettings.js';
import { knownProblems, type FileProblems } from './knownProblems.js';
import { ChapterDesk } from './chapterDesk.js';
import { lastChapter, readableNovel } from './readableNovel.js';
import { withoutRehearsedPlan } from './rehearsedPlan.js';
import { withoutHeading } from '../../core/prompts/promptView.js';
import { Planning } from './planning.js';
import { chapterReport, generationReport, progressOf, type Batched } from './runReport.js';
import { SceneDrafting } from './sceneDrafting.js';
import { StageCalls, type Trial } from './stageCalls.js';
import { stageTask } from './stageTask.js';

export interface GenerationPorts {
	readonly store: NovelStore;
	readonly manuscript: Manuscript;
	readonly models: ModelRegistry;
	readonly prices: PriceTable;
	readonly journal: Journal;
	readonly bases: BasisBook;
	readonly ledger: Ledger;
	readonly metered: MeteredModel;
	readonly context: ContextService;
	readonly story: StoryContext;
	readonly memories: ChapterMemories;
	readonly tokens: TokenCounter;
	readonly executor: Executor;
	readonly pace?: ProviderPace | undefined;
	readonly clock: Clock;
	readonly processes: ProcessIdentity;
	readonly audits: BatchedAudits;
	readonly outlook: BookOutlook;
	readonly profiler: Profiler;
	/** From recorded runs; read anew at each call. */
	expectedDurations(): ExpectedDuration;
	settings(): GenerationSettings;
}

interface Job {
	readonly run: RunId;
	readonly signal: AbortSignal;
	readonly settings: GenerationSettings;
	readonly startedAt: number;
	readonly outcomes: Map<string, TaskOutcome>;
	readonly control: RunControl;
	readonly profile: ProfiledRun;
}

/** Turns a novel's files into chapters. One run at a time. */
export class GenerationService {
	readonly #ports: GenerationPorts;
	readonly #desk: ChapterDesk;
	readonly #progress = new Emitter<GenerationProgress>();
	readonly #problems = new Emitter<FileProblems>();
	readonly #graphs = new Emitter<readonly StageNode[]>();
	readonly #closing = new AbortController();
	readonly #events = new Emitter<ExecutionEvent>();
	readonly #pauses = new Emitter<boolean>();
	readonly #runs = new Emitter<boolean>();
	#running: Promise<unknown> | undefined;
	#control = new RunControl();

	readonly onProgress = this.#progress.on;
	/** The checks' findings in one file; each report replaces the one before. */
	readonly onProblems = this.#problems.on;

	/** What is about to be done: once for the plan of a book, and once for its chapters. */
	readonly onGraph = this.#graphs.on;

	/** What becomes of each node of the graph, with its times. */
	readonly onExecution = this.#events.on;

	/** Whether the run is held now. */
	readonly onPause = this.#pauses.on;

	/** A run begins, or is over. */
	readonly onRun = this.#runs.on;

	constructor(ports: GenerationPorts) {
		this.#ports = ports;
		this.#desk = new ChapterDesk(ports.manuscript, ports.journal, ports.clock);
	}

	/**
	 * Rejects before anything is bought for what can be known before; failures on the way are in the report.
	 * @throws AppError `busy`, `bad-novel`, `no-outline`, `bad-chapters`, `missing-key`, `unknown-price`, …
	 */
	async generate(request: GenerationRequest, signal: AbortSignal): Promise<GenerationReport> {
		if (this.#running !== undefined) throw busy();
		this.#control = new RunControl();
		const running = this.#generate(request, AbortSignal.any([signal, this.#closing.signal]));
		this.#running = running;
		this.#runs.emit(true);
		try {
			return await running;
		} finally {
			this.#running = undefined;
			this.resume();
			this.#runs.emit(false);
		}
	}

	/** Nothing new starts until `resume`; what runs goes on. Without a run it does nothing. */
	pause(): void {
		if (this.#running !== undefined) this.#setPaused(true);
	}

	resume(): void {
		this.#setPaused(false);
	}

	get isRunning(): boolean {
		return this.#running !== undefined;
	}

	get isPaused(): boolean {
		return this.#control.isPaused;
	}

	#setPaused(isPaused: boolean): void {
		if (this.#control.isPaused === isPaused) return;
		if (isPaused) this.#control.pause();
		else this.#control.resume();
		this.#pauses.emit(isPaused);
	}

	/** Stops the run that is going on; resolves when what was written is saved and paid for. */
	async close(): Promise<void> {
		this.#closing.abort(new CancellationError());
		await this.idle();
	}

	/** Resolves when no run is going on. */
	async idle(): Promise<void> {
		await this.#running?.catch(() => undefined);
	}

	/** Reports again what is known of all chapters; no model is asked. */
	async publishKnownProblems(): Promise<void> {
		for (const known of await this.knownProblems()) this.#problems.emit(known);
	}

	/** Of all chapters, as far as it is known without asking a model. */
	async knownProblems(): Promise<readonly FileProblems[]> {
		const { novel } = await this.#ports.store.read();
		if (novel === undefined) return [];
		const desk = await this.#desk.look(novel, lastChapter(novel));
		return knownProblems(novel, desk, this.#ports.journal);
	}

	async #generate(request: GenerationRequest, signal: AbortSignal): Promise<GenerationReport> {
		const { clock, journal, processes } = this.#ports;
		const settings = withContinuityOf(request, this.#ports.settings());
		const [id, startedAt] = [newRunId(), clock.now()];
		const draft = await readableNovel(this.#ports.store);
		await this.#checkModels(settings);
		const begin = { id, startedAt, description: JSON.stringify(request), owner: processes.owner };
		if (!journal.beginRun(begin, (owner, since) => processes.isAlive(owner, since))) throw busy();
		const profile = this.#ports.profiler.beginRun(begin, shapeOf(settings));
		const job: Job = { run: id, signal, settings, startedAt, outcomes: new Map(), control: this.#control, profile };
		let outcome = 'failed';
		try {
			// What was bought is not asked for again. A provider that is away is no reason not to write.
			if (this.#ports.audits.isOut) await this.#ports.audits.collect(signal).catch(() => undefined);
			const isPlanRehearsed = isRehearsal(parseModelId(settings.models.plan));
			const start = isPlanRehearsed ? draft : await withoutRehearsedPlan(draft, this.#ports);
			const isPlanned = start.outline.length > 0 || request.kind === 'read';
			const novel = isPlanned ? start : await this.#plan(job, start, request);
			const chapters = novel === undefined || request.kind === 'plan' ? [] : await this.#draft(job, novel, request);
			const totals = this.#ports.ledger.totals(job.run);
			const batched = request.kind === 'plan' ? {} : await this.#submitAudits(job);
			const report = generationReport(chapters, job.outcomes, totals, clock.now() - startedAt, batched);
			outcome = report.cancelled ? 'cancelled' : report.failures.length > 0 ? 'failed' : 'done';
			return report;
		} finally {
			await this.#ports.manuscript.rest().finally(() => {
				profile.end(outcome);
				journal.endRun(id, outcome, clock.now());
			});
		}
	}

	/** A missing key or price is found here, before the first cent. */
	async #checkModels(settings: GenerationSettings): Promise<void> {
		this.#ports.pace?.check();
		const { models, fallbackModel } = settings;
		for (const name of [...modelRoles.map((role) => models[role]), ...(fallbackModel === '' ? [] : [fallbackModel])]) {
			const id = parseModelId(name);
			await this.#ports.prices.priceOf(id);
			await this.#ports.models.open(id);
		}
	}

	/** @returns the novel with its outline, or undefined when planning did not get that far */
	async #plan(job: Job, novel: Novel, request: GenerationRequest): Promise<Novel | undefined> {
		checkRequest(request, novel.info.chapters);
		if (withoutHeading(novel.bible.premise) === '') {
			throw new AppError(
				'no-outline',
				l10n.t(
					'The novel has neither an outline nor a premise. Write a paragraph about the book into bible/premise.md, or chapters such as "## 1. The Arrival" into outline.md.',
				),
			);
		}
		const rehearsal = isRehearsal(parseModelId(job.settings.models.plan));
		const planning = new Planning(this.#stageCalls(job), { ...this.#ports, rehearsal }, novel);
		await this.#execute(job, planningGraph(), async (node, trial) =>
			planning.perform({ node, run: job.run, ...trial, signal: job.signal, templates: novel.templates, variant: 0 }),
		);
		const { novel: planned } = await this.#ports.store.read();
		return planned !== undefined && planned.outline.length > 0 ? planned : undefined;
	}

	async #draft(
		job: Job,
		novel: Novel,
		request: Exclude<GenerationRequest, { kind: 'plan' }>,
	): Promise<readonly ChapterReport[]> {
		const desk = await this.#desk.look(novel, lastChapter(novel));
		const { voicePass, continuity } = job.settings;
		const { wanted, work, again } = this.#ports.outlook.workOf(request, novel, desk);
		const scenes = scenesPerChapter(novel.info.wordsPerChapter);
		const drafts = new Set(work.filter((one) => one.work === 'draft').map((one) => one.chapter));
		const book = this.#bookRun(job, { novel, scenes, again, drafts }, desk);
		const isAuditedLater = await this.#auditedLater(job, novel, desk);
		const nodes = chapterGraph(work, { scenes, voicePass, continuity, isAuditedLater });
		await this.#execute(job, nodes, (node, trial) => book.perform(node, trial, job.signal));
		return wanted.map((chapter) => chapterReport(chapter, book.report(chapter), drafts.has(chapter), job.outcomes));
	}

	/** Which chapters are left to a batch: none where audits are not to be batched, or cannot be. */
	async #auditedLater(
		{ settings }: Job,
		novel: Novel,
		desk: readonly ChapterOnDesk[],
	): Promise<(one: ChapterWork) => boolean> {
		const { audits } = this.#ports;
		if (settings.audits === 'now' || !(await audits.isOffered())) return () => false;
		const ready = await audits.auditedInRun(novel, desk);
		return ({ work, chapter }) => work === 'draft' || !ready.has(chapter);
	}

	/** A batch that cannot be sent is no reason to lose the report of what was written. */
	async #submitAudits({ settings, signal, run }: Job): Promise<Batched> {
		if (settings.audits === 'now' || signal.aborted) return {};
		try {
			return { audits: await this.#ports.audits.submit(signal, run) };
		} catch (failure) {
			return signal.aborted ? {} : { failure };
		}
	}

	#bookRun(
		job: Job,
		book: Pick<BookRunSettings, 'novel' | 'scenes' | 'again' | 'drafts'>,
		desk: readonly ChapterOnDesk[],
	): BookRun {
		const { models, memoryTokens, voicePass, continuity } = job.settings;
		const draftModel = parseModelId(models.draft);
		const calls = this.#stageCalls(job);
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
				reportProblems: (path, problems) => this.#problems.emit({ path, problems }),
				drafted: (chapter, scene, words) =>
					this.#emitProgress(job, {
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
				run: job.run,
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

	#stageCalls(job: Job): StageCalls {
		const { models, fallbackModel } = job.settings;
		const fallback = fallbackModel === '' ? undefined : parseModelId(fallbackModel);
		return new StageCalls({
			...this.#ports,
			modelOf: (role) => this.#ports.models.open(parseModelId(models[role])),
			...(fallback === undefined ? {} : { fallback, fallbackModel: () => this.#ports.models.open(fallback) }),
		});
	}

	async #execute(
		job: Job,
		nodes: readonly StageNode[],
		perform: (node: StageNode, trial: Trial) => Promise<void>,
	): Promise<void> {
		this.#graphs.emit(nodes);
		job.profile.addGraph(nodes);
		const byId = new Map(nodes.map((node) => [node.id, node]));
		const expected = this.#ports.expectedDurations();
		const profiled = (node: StageNode, trial: Trial): Promise<void> =>
			job.profile.within(node.id, () => perform(node, trial));
		const tasks = nodes.map((node) => stageTask(node, profiled, job.settings, expected));
		const outcomes = await this.#ports.executor.run(tasks, {
			concurrency: job.settings.concurrency,
			strategy: job.settings.strategy,
			signal: job.signal,
			control: job.control,
			onEvent: (event) => {
				this.#events.emit(event);
				job.profile.note(event);
				const node = byId.get(event.id);
				const progress = node && progressOf(event, node);
				if (progress !== undefined) this.#emitProgress(job, progress);
			},
		});
		for (const [id, outcome] of outcomes) job.outcomes.set(id, outcome);
	}

	#emitProgress(job: Job, part: Omit<GenerationProgress, 'tokens' | 'costMicroUsd'>): void {
		const { usage, spent } = this.#ports.ledger.totals(job.run);
		this.#progress.emit({
			...part,
			tokens: usage.inputTokens + usage.outputTokens,
			costMicroUsd: spent,
		});
	}
}

/** A single chapter has nothing to be drafted beside: it is written on the text before it. */
function withContinuityOf({ kind }: GenerationRequest, settings: GenerationSettings): GenerationSettings {
	return kind === 'chapters' ? settings : { ...settings, continuity: 'chained' };
}

function shapeOf({ concurrency: slots, strategy, continuity }: GenerationSettings): RunShape {
	return { strategy, continuity, slots };
}

function tokenFactorsOf(models: GenerationSettings['models']): Readonly<Record<ModelRole, number>> {
	const factor = (role: ModelRole): number => familyFactor(parseModelId(models[role]));
	return { plan: factor('plan'), draft: factor('draft'), check: factor('check') };
}

/** A novel has one run at a time, in whichever window. */
export function busy(): AppError {
	return new AppError(
		'busy',
		l10n.t('This novel is being generated already, here or in another window. Wait for it, or cancel it first.'),
	);
}
