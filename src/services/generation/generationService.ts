import type { Clock } from '../../base/clock.js';
import { AppError, CancellationError } from '../../base/errors.js';
import { Emitter } from '../../base/emitter.js';
import { newRunId, type RunId } from '../../base/ids.js';
import type { Ledger } from '../../core/cost/ledger.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import type { ProcessIdentity } from '../../core/execution/processIdentity.js';
import type { TaskOutcome } from '../../core/execution/executionTask.js';
import { formatModelId, isRehearsal, parseModelId } from '../../core/models/modelId.js';
import type { ModelRegistry } from '../../core/models/modelRegistry.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import { chapterBody } from '../../core/novel/chapterFile.js';
import type { Journal } from '../../core/pipeline/journal.js';
import type { ChapterReport, GenerationProgress, GenerationReport } from '../../core/pipeline/jobs.js';
import type { Manuscript } from '../../core/novel/manuscript.js';
import type { Novel, Problem } from '../../core/novel/novel.js';
import type { NovelStore } from '../../core/novel/novelStore.js';
import { chapterGraph, chapterNodeId, planningGraph, type StageNode } from '../../core/pipeline/stageGraph.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { checkRequest, workList, type GenerationRequest } from '../../core/pipeline/workList.js';
import { modelRoles, scenesPerChapter, type ModelRole } from '../../core/pipeline/stages.js';
import type { ContextService } from '../contextService.js';
import type { Executor } from '../executor.js';
import type { ChapterMemories } from '../memory/chapterMemories.js';
import type { MeteredModel } from '../meteredModel.js';
import { BookRun } from './bookRun.js';
import { ChapterChecks, memoryFingerprint } from './chapterChecks.js';
import { readingPrice, type ReadingPrice } from './readingPrice.js';
import { ChapterDesk } from './chapterDesk.js';
import { outlinePath } from '../../core/novel/outline.js';
import { untouchedRehearsal } from './rehearsedPlan.js';
import { auditProblems, chapterProblems } from '../../core/pipeline/chapterProblems.js';
import { checkedKey, checkedNodeId } from '../../core/pipeline/checkedChapter.js';
import { continuityAuditReply, type ContinuityAudit } from '../../core/pipeline/replies.js';
import { parseReply } from '../../core/pipeline/replyParsing.js';
import { withoutHeading } from '../../core/prompts/promptView.js';
import { Planning } from './planning.js';
import { chapterReport, generationReport, progressOf } from './runReport.js';
import { SceneDrafting } from './sceneDrafting.js';
import { StageCalls } from './stageCalls.js';

/** Read at the start of each run. */
export interface GenerationSettings {
	/** Model names such as `anthropic/claude-sonnet-4-5`. */
	readonly models: Readonly<Record<ModelRole, string>>;
	/** Model calls at once. */
	readonly concurrency: number;
	/** Tokens of story memory in one prompt. */
	readonly memoryTokens: number;
	readonly voicePass: boolean;
}

export interface GenerationPorts {
	readonly store: NovelStore;
	readonly manuscript: Manuscript;
	readonly models: ModelRegistry;
	readonly prices: PriceTable;
	readonly journal: Journal;
	readonly ledger: Ledger;
	readonly metered: MeteredModel;
	readonly context: ContextService;
	readonly memories: ChapterMemories;
	readonly tokens: TokenCounter;
	readonly executor: Executor;
	readonly clock: Clock;
	readonly processes: ProcessIdentity;
	settings(): GenerationSettings;
}

export interface FileProblems {
	readonly path: string;
	readonly problems: readonly Problem[];
}

interface Job {
	readonly run: RunId;
	readonly signal: AbortSignal;
	readonly settings: GenerationSettings;
	readonly startedAt: number;
	readonly outcomes: Map<string, TaskOutcome>;
}

/** Turns a novel's files into chapters. One run at a time. */
export class GenerationService {
	readonly #ports: GenerationPorts;
	readonly #desk: ChapterDesk;
	readonly #progress = new Emitter<GenerationProgress>();
	readonly #problems = new Emitter<FileProblems>();
	readonly #closing = new AbortController();
	#running: Promise<unknown> | undefined;

	readonly onProgress = this.#progress.on;
	/** The checks' findings in one file; each report replaces the one before. */
	readonly onProblems = this.#problems.on;

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
		const running = this.#generate(request, AbortSignal.any([signal, this.#closing.signal]));
		this.#running = running;
		try {
			return await running;
		} finally {
			this.#running = undefined;
		}
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

	/** The chapters of the outline with what stands in their files. */
	async chapters(): Promise<readonly (ChapterOnDesk & { readonly title: string })[]> {
		const novel = await this.#readNovel();
		const desk = await this.#desk.look(novel, lastChapter(novel));
		return desk.map((one) => ({ ...one, title: titleOf(novel, one.chapter) }));
	}

	/** What it would cost to read what no model has read as it is now. @throws AppError `bad-novel` or `unknown-price` */
	async readingPrice(): Promise<ReadingPrice> {
		const novel = await this.#readNovel();
		const { check } = this.#ports.settings().models;
		const rehearsal = isRehearsal(parseModelId(check));
		const unread = (await this.#desk.look(novel, lastChapter(novel))).flatMap(({ chapter, text, state }) => {
			if (text === undefined || (state !== 'drafted' && state !== 'edited')) return [];
			const known = this.#ports.journal.result(
				chapterNodeId(chapter, 'chapter_memory'),
				memoryFingerprint(chapterBody(text), rehearsal),
			);
			return known === undefined ? [{ chapter, text }] : [];
		});
		return await readingPrice(novel, check, unread, this.#ports);
	}

	/** Reports again what is known of all chapters; no model is asked. */
	async publishKnownProblems(): Promise<void> {
		const { novel } = await this.#ports.store.read();
		if (novel === undefined) return;
		const desk = await this.#desk.look(novel, lastChapter(novel));
		for (const { chapter, path, text, state, model } of desk) {
			if (text === undefined || (state !== 'drafted' && state !== 'edited')) continue;
			const checked = { chapter, path, text, audit: this.#lastAudit(chapter) };
			const others = desk.flatMap((one) => (one.chapter === chapter || one.text === undefined ? [] : [one.text]));
			// Nobody should mend a rehearsal.
			const isDraft = state === 'drafted' && model !== 'rehearsal';
			const problems = isDraft ? chapterProblems(novel, checked, others) : auditProblems(checked);
			this.#problems.emit({ path, problems });
		}
	}

	#lastAudit(chapter: number): ContinuityAudit | undefined {
		const output = this.#ports.journal.latestResult(chapterNodeId(chapter, 'continuity_audit'))?.output;
		const reading = output === undefined ? undefined : parseReply(output, continuityAuditReply);
		return reading?.kind === 'value' ? reading.value : undefined;
	}

	async #generate(request: GenerationRequest, signal: AbortSignal): Promise<GenerationReport> {
		const { clock, journal, processes } = this.#ports;
		const settings = this.#ports.settings();
		const job: Job = { run: newRunId(), signal, settings, startedAt: clock.now(), outcomes: new Map() };
		const draft = await this.#readNovel();
		await this.#checkModels(settings);
		const { run: id, startedAt } = job;
		const begin = { id, startedAt, description: JSON.stringify(request), owner: processes.owner };
		if (!journal.beginRun(begin, (owner, since) => processes.isAlive(owner, since))) throw busy();
		let outcome = 'failed';
		try {
			const start = await this.#withoutRehearsedPlan(draft, settings);
			const isPlanned = start.outline.length > 0 || request.kind === 'read';
			const novel = isPlanned ? start : await this.#plan(job, start, request);
			const chapters = novel === undefined || request.kind === 'plan' ? [] : await this.#draft(job, novel, request);
			const totals = this.#ports.ledger.totals(job.run);
			const report = generationReport(chapters, job.outcomes, totals, clock.now() - startedAt);
			outcome = report.cancelled ? 'cancelled' : report.failures.length > 0 ? 'failed' : 'done';
			return report;
		} finally {
			await this.#ports.manuscript.rest().finally(() => journal.endRun(id, outcome, clock.now()));
		}
	}

	async #readNovel(): Promise<Novel> {
		const { novel, problems } = await this.#ports.store.read();
		const error = problems.find((problem) => problem.severity === 'error');
		if (novel === undefined || error !== undefined) {
			const place = error === undefined ? '' : `${error.path}, line ${error.line + 1}: ${error.message}`;
			throw new AppError('bad-novel', place || 'novel.json cannot be read.');
		}
		return novel;
	}

	/** A missing key or price is found here, before the first cent. */
	async #checkModels(settings: GenerationSettings): Promise<void> {
		for (const role of modelRoles) {
			const id = parseModelId(settings.models[role]);
			await this.#ports.prices.priceOf(id);
			await this.#ports.models.open(id);
		}
	}

	/** A plan that was only rehearsed gives way to the model that is set now; the journal keeps it. */
	async #withoutRehearsedPlan(novel: Novel, settings: GenerationSettings): Promise<Novel> {
		if (isRehearsal(parseModelId(settings.models.plan))) return novel;
		const { store, journal } = this.#ports;
		const untouched = await untouchedRehearsal(novel, store, journal);
		const isEdited = novel.outline.length > 0 && !untouched.includes(outlinePath);
		if (isEdited || untouched.length === 0) return novel;
		await store.removeFiles(untouched);
		return await this.#readNovel();
	}

	/** @returns the novel with its outline, or undefined when planning did not get that far */
	async #plan(job: Job, novel: Novel, request: GenerationRequest): Promise<Novel | undefined> {
		checkRequest(request, novel.info.chapters);
		if (withoutHeading(novel.bible.premise) === '') {
			throw new AppError(
				'no-outline',
				'The novel has neither an outline nor a premise. Write a paragraph about the book into bible/premise.md, or chapters such as "## 1. The Arrival" into outline.md.',
			);
		}
		const rehearsal = isRehearsal(parseModelId(job.settings.models.plan));
		const planning = new Planning(this.#stageCalls(job), { ...this.#ports, rehearsal }, novel);
		await this.#execute(job, planningGraph(), async (node, attempt) =>
			planning.perform({ node, run: job.run, attempt, signal: job.signal, templates: novel.templates, variant: 0 }),
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
		const { models, voicePass } = job.settings;
		const known = novel.outline.map((one) => one.number);
		const isChecked = ({ chapter, text = '' }: ChapterOnDesk): boolean =>
			this.#ports.journal.result(checkedNodeId(chapter), checkedKey(text, voicePass)) !== undefined;
		const { wanted, work, again } = workList(request, desk, known, parseModelId(models.draft), isChecked);
		const scenes = scenesPerChapter(novel.info.wordsPerChapter);
		const book = this.#bookRun(job, novel, scenes, desk, again);
		const nodes = chapterGraph(work, { scenes, voicePass });
		await this.#execute(job, nodes, (node, attempt) => book.perform(node, attempt, job.signal));
		const drafted = new Set(work.filter((one) => one.work === 'draft').map((one) => one.chapter));
		return wanted.map((chapter) => chapterReport(chapter, book.report(chapter), drafted.has(chapter), job.outcomes));
	}

	#bookRun(
		job: Job,
		novel: Novel,
		scenes: number,
		desk: readonly ChapterOnDesk[],
		againChapters: ReadonlySet<number>,
	): BookRun {
		const { models, memoryTokens, voicePass } = job.settings;
		const draftModel = parseModelId(models.draft);
		const calls = this.#stageCalls(job);
		const ports = { ...this.#ports, calls };
		return new BookRun(
			{
				calls,
				drafting: new SceneDrafting(ports),
				checks: new ChapterChecks(calls, this.#ports.context),
				context: this.#ports.context,
				memories: this.#ports.memories,
				desk: this.#desk,
				journal: this.#ports.journal,
				clock: this.#ports.clock,
				reportProblems: (path, problems) => this.#problems.emit({ path, problems }),
				drafted: (chapter, scene, words) =>
					this.#emitProgress(job, {
						chapter,
						scene,
						stage: 'scene_drafting',
						words,
						wantedWords: novel.info.wordsPerChapter,
						note: undefined,
					}),
			},
			{
				run: job.run,
				novel,
				scenes,
				memoryTokens,
				draftModel: formatModelId(draftModel),
				rehearsal: isRehearsal(draftModel),
				rehearsedChecks: isRehearsal(parseModelId(models.check)),
				again: againChapters,
				voicePass,
			},
			desk,
		);
	}

	#stageCalls(job: Job): StageCalls {
		return new StageCalls({
			...this.#ports,
			modelOf: (role) => this.#ports.models.open(parseModelId(job.settings.models[role])),
		});
	}

	async #execute(
		job: Job,
		nodes: readonly StageNode[],
		perform: (node: StageNode, attempt: number) => Promise<void>,
	): Promise<void> {
		const byId = new Map(nodes.map((node) => [node.id, node]));
		const tasks = nodes.map((node) => ({
			...node,
			run: (_signal: AbortSignal, attempt: number) => perform(node, attempt),
		}));
		const outcomes = await this.#ports.executor.run(tasks, {
			concurrency: job.settings.concurrency,
			signal: job.signal,
			onEvent: (event) => {
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

/** A novel has one run at a time, in whichever window. */
export function busy(): AppError {
	return new AppError(
		'busy',
		'This novel is being generated already, here or in another window. Wait for it, or cancel it first.',
	);
}

function lastChapter(novel: Novel): number {
	return novel.outline.at(-1)?.number ?? 0;
}

function titleOf(novel: Novel, chapter: number): string {
	return novel.outline.find((one) => one.number === chapter)?.title ?? `Chapter ${chapter}`;
}
