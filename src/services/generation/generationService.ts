import type { Clock } from '../../base/clock.js';
import { AppError, sentenceOf } from '../../base/errors.js';
import { Emitter } from '../../base/emitter.js';
import { newRunId, type RunId } from '../../base/ids.js';
import type { Ledger } from '../../core/cost/ledger.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import type { ExecutionEvent, TaskOutcome } from '../../core/execution/executionTask.js';
import { formatModelId, isRehearsal, parseModelId, type ModelId } from '../../core/models/modelId.js';
import type { ModelRegistry } from '../../core/models/modelRegistry.js';
import { noSuchChapter, parseChapterRange } from '../../core/novel/chapterRange.js';
import type { Journal } from '../../core/pipeline/journal.js';
import type { ChapterReport, GenerationProgress, GenerationReport } from '../../core/pipeline/jobs.js';
import type { Manuscript } from '../../core/novel/manuscript.js';
import type { Novel, Problem } from '../../core/novel/novel.js';
import type { NovelStore } from '../../core/novel/novelStore.js';
import {
	chapterGraph,
	chapterNodeId,
	planningGraph,
	type ChapterWork,
	type StageNode,
} from '../../core/pipeline/stageGraph.js';
import { modelRoles, scenesPerChapter, type ModelRole } from '../../core/pipeline/stages.js';
import type { ContextService } from '../contextService.js';
import type { Executor } from '../executor.js';
import type { MeteredModel } from '../meteredModel.js';
import { BookRun } from './bookRun.js';
import { ChapterChecks } from './chapterChecks.js';
import { ChapterDesk, type ChapterOnDesk } from './chapterDesk.js';
import { Planning } from './planning.js';
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
	readonly executor: Executor;
	readonly clock: Clock;
	settings(): GenerationSettings;
}

export type GenerationRequest =
	| { readonly kind: 'chapters'; readonly chapters: string | undefined }
	| { readonly kind: 'next' }
	/** `again`: another version, even when the chapter is up to date. */
	| { readonly kind: 'chapter'; readonly chapter: number; readonly again: boolean }
	/** Bible and outline only. */
	| { readonly kind: 'plan' };

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
		if (this.#running !== undefined)
			throw new AppError('busy', 'This novel is being generated already. Wait for it, or cancel it first.');
		const running = this.#generate(request, signal);
		this.#running = running;
		try {
			return await running;
		} finally {
			this.#running = undefined;
		}
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

	async #generate(request: GenerationRequest, signal: AbortSignal): Promise<GenerationReport> {
		const { clock, journal } = this.#ports;
		const job: Job = {
			run: newRunId(),
			signal,
			settings: this.#ports.settings(),
			startedAt: clock.now(),
			outcomes: new Map(),
		};
		const draft = await this.#readNovel();
		await this.#checkModels(job.settings);
		journal.beginRun(job.run, JSON.stringify(request), job.startedAt);
		const novel = draft.outline.length > 0 ? draft : await this.#plan(job, draft);
		const chapters = novel === undefined || request.kind === 'plan' ? [] : await this.#draft(job, novel, request);
		await this.#ports.manuscript.rest();
		const report = this.#reportOf(job, chapters);
		journal.endRun(
			job.run,
			report.cancelled ? 'cancelled' : report.failures.length > 0 ? 'failed' : 'done',
			clock.now(),
		);
		return report;
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

	/** @returns the novel with its outline, or undefined when planning did not get that far */
	async #plan(job: Job, novel: Novel): Promise<Novel | undefined> {
		if (novel.bible.premise.trim() === '') {
			throw new AppError(
				'no-outline',
				'The novel has neither an outline nor a premise. Write a paragraph about the book into bible/premise.md, or chapters such as "## 1. The Arrival" into outline.md.',
			);
		}
		const planning = new Planning(this.#stageCalls(job), this.#ports.store, novel);
		await this.#execute(job, planningGraph(), async (node, attempt) =>
			planning.perform({ node, run: job.run, attempt, signal: job.signal, templates: novel.templates, variant: 0 }),
		);
		const planned = await this.#readNovelIfSound();
		return planned !== undefined && planned.outline.length > 0 ? planned : undefined;
	}

	async #readNovelIfSound(): Promise<Novel | undefined> {
		return (await this.#ports.store.read()).novel;
	}

	async #draft(
		job: Job,
		novel: Novel,
		request: Exclude<GenerationRequest, { kind: 'plan' }>,
	): Promise<readonly ChapterReport[]> {
		const last = lastChapter(novel);
		const desk = await this.#desk.look(novel, last);
		const wanted = this.#wantedChapters(request, novel, desk, job.settings);
		const upTo = wanted.at(-1) ?? 0;
		const draftModel = parseModelId(job.settings.models.draft);
		const work = desk.slice(0, upTo).flatMap((one) => this.#workFor(one, request, wanted, draftModel));
		const scenes = scenesPerChapter(novel.info.wordsPerChapter);
		const book = this.#bookRun(job, novel, scenes, desk, again(request, desk));
		await this.#execute(job, chapterGraph(work, { scenes, voicePass: job.settings.voicePass }), (node, attempt) =>
			book.perform(node, attempt, job.signal),
		);
		const drafted = new Set(work.filter((one) => one.work === 'draft').map((one) => one.chapter));
		return wanted.map((chapter) => this.#chapterReport(job, book, chapter, drafted.has(chapter)));
	}

	#wantedChapters(
		request: GenerationRequest,
		novel: Novel,
		desk: readonly ChapterOnDesk[],
		settings: GenerationSettings,
	): readonly number[] {
		const last = lastChapter(novel);
		switch (request.kind) {
			case 'plan':
				return [];
			case 'chapters':
				return parseChapterRange(request.chapters, last);
			case 'chapter':
				if (!Number.isInteger(request.chapter) || request.chapter < 1 || request.chapter > last)
					throw noSuchChapter(request.chapter, last);
				return [request.chapter];
			case 'next': {
				const draftModel = parseModelId(settings.models.draft);
				const next = desk.find((one) => isOpen(one, draftModel));
				return next === undefined ? [] : [next.chapter];
			}
		}
	}

	#workFor(
		one: ChapterOnDesk,
		request: GenerationRequest,
		wanted: readonly number[],
		draftModel: ModelId,
	): readonly ChapterWork[] {
		const { chapter, state } = one;
		const isWanted = wanted.includes(chapter);
		if (isWanted && (request.kind === 'chapter' || isOpen(one, draftModel)))
			return [{ chapter, work: 'draft', check: true }];
		if (state !== 'drafted' && state !== 'edited') return [];
		const audited = this.#ports.journal.latestResult(chapterNodeId(chapter, 'continuity_audit')) !== undefined;
		return [{ chapter, work: 'remember', check: isWanted && state === 'drafted' && !audited }];
	}

	#bookRun(
		job: Job,
		novel: Novel,
		scenes: number,
		desk: readonly ChapterOnDesk[],
		againChapters: ReadonlySet<number>,
	): BookRun {
		const { models, memoryTokens } = job.settings;
		const draftModel = parseModelId(models.draft);
		const calls = this.#stageCalls(job);
		const ports = { ...this.#ports, calls };
		return new BookRun(
			{
				calls,
				drafting: new SceneDrafting(ports),
				checks: new ChapterChecks(calls, this.#ports.context),
				context: this.#ports.context,
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
			onEvent: (event) => this.#narrate(job, event, byId),
		});
		for (const [id, outcome] of outcomes) job.outcomes.set(id, outcome);
	}

	#narrate(job: Job, event: ExecutionEvent, nodes: ReadonlyMap<string, StageNode>): void {
		const node = nodes.get(event.id);
		if (node === undefined || event.kind === 'ended') return;
		const note =
			event.kind === 'retrying'
				? `${sentenceOf(event.error)} Trying again in ${Math.ceil(event.delayMs / 1000)} s.`
				: undefined;
		this.#emitProgress(job, {
			chapter: node.chapter,
			scene: node.scene,
			stage: node.stage,
			words: 0,
			wantedWords: 0,
			note,
		});
	}

	#emitProgress(
		job: Job,
		part: Omit<GenerationProgress, 'tokens' | 'costMicroUsd' | 'note'> & { readonly note?: string | undefined },
	): void {
		const { usage, spent } = this.#ports.ledger.totals(job.run);
		this.#progress.emit({
			note: undefined,
			...part,
			tokens: usage.inputTokens + usage.outputTokens,
			costMicroUsd: spent,
		});
	}

	#chapterReport(job: Job, book: BookRun, chapter: number, wasDrafted: boolean): ChapterReport {
		const { title, path, words, candidate } = book.report(chapter);
		const base = { chapter, title, path, words };
		if (!wasDrafted) return { ...base, state: 'up-to-date' };
		const outcome = job.outcomes.get(chapterNodeId(chapter, 'chapter_assembly'));
		if (outcome?.state === 'done') return { ...base, state: candidate ? 'candidate' : 'drafted' };
		if (outcome?.state === 'cancelled') return { ...base, state: 'cancelled' };
		return { ...base, state: 'failed', reason: reasonOf(outcome, job.outcomes) };
	}

	#reportOf(job: Job, chapters: readonly ChapterReport[]): GenerationReport {
		const { ledger, clock } = this.#ports;
		const { calls, usage, spent } = ledger.totals(job.run);
		const failures = [...job.outcomes.values()].flatMap((outcome) =>
			outcome.state === 'failed' ? [sentenceOf(outcome.error)] : [],
		);
		const cancelled = [...job.outcomes.values()].some((outcome) => outcome.state === 'cancelled');
		const unchanged = chapters.map((one): ChapterReport =>
			calls === 0 && one.state === 'drafted' ? { ...one, state: 'up-to-date' } : one,
		);
		return {
			upToDate: calls === 0 && failures.length === 0 && !cancelled,
			chapters: unchanged,
			modelCalls: calls,
			tokens: { input: usage.inputTokens, output: usage.outputTokens },
			costMicroUsd: spent,
			elapsedMs: clock.now() - job.startedAt,
			failures: [...new Set(failures)],
			cancelled,
		};
	}
}

/** A chapter that waits for its draft: no text yet, an unfinished one, or a rehearsal where a real model is set now. */
function isOpen(one: ChapterOnDesk, draftModel: ModelId): boolean {
	if (one.state === 'planned' || one.state === 'drafting') return true;
	return one.model === 'rehearsal' && !isRehearsal(draftModel);
}

/** For a chapter that a person edited, another version is what is meant. */
function again(request: GenerationRequest, desk: readonly ChapterOnDesk[]): ReadonlySet<number> {
	if (request.kind !== 'chapter') return new Set();
	const edited = desk.find((one) => one.chapter === request.chapter)?.state === 'edited';
	return new Set(request.again || edited ? [request.chapter] : []);
}

function lastChapter(novel: Novel): number {
	return novel.outline.at(-1)?.number ?? 0;
}

function titleOf(novel: Novel, chapter: number): string {
	return novel.outline.find((one) => one.number === chapter)?.title ?? `Chapter ${chapter}`;
}

/** The first failure that a skipped node goes back to. */
function reasonOf(outcome: TaskOutcome | undefined, outcomes: ReadonlyMap<string, TaskOutcome>): string {
	if (outcome?.state === 'failed') return sentenceOf(outcome.error);
	if (outcome?.state === 'skipped') return reasonOf(outcomes.get(outcome.because), outcomes);
	return 'It was not reached.';
}
