import * as l10n from '@vscode/l10n';
import { AppError, CancellationError } from '../../base/errors.js';
import { Emitter } from '../../base/emitter.js';
import { newRunId } from '../../base/ids.js';
import type { ExecutionEvent } from '../../core/execution/executionTask.js';
import { parseModelId } from '../../core/models/modelId.js';
import type { GenerationProgress, GenerationReport } from '../../core/pipeline/jobs.js';
import type { StageNode } from '../../core/pipeline/stageGraph.js';
import type { GenerationRequest } from '../../core/pipeline/workList.js';
import type { RunShape } from '../../core/profiling/recordedRun.js';
import { modelRoles } from '../../core/pipeline/stages.js';
import { RunControl } from '../execution/runControl.js';
import type { GenerationSettings } from './generationSettings.js';
import { knownProblems, type FileProblems } from './knownProblems.js';
import { ChapterDesk } from './chapterDesk.js';
import { lastChapter, readableNovel } from './readableNovel.js';
import { GenerationJob, type GenerationNews } from './generationJob.js';
import type { GenerationPorts } from './generationPorts.js';

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
	readonly #news: GenerationNews = {
		progress: (progress) => this.#progress.emit(progress),
		problems: (problems) => this.#problems.emit(problems),
		graph: (nodes) => this.#graphs.emit(nodes),
		execution: (event) => this.#events.emit(event),
	};
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
		const { clock, journal, processes, profiler, store, manuscript } = this.#ports;
		const settings = withContinuityOf(request, this.#ports.settings());
		const [id, startedAt] = [newRunId(), clock.now()];
		const draft = await readableNovel(store);
		await this.#checkModels(settings);
		const begin = { id, startedAt, description: JSON.stringify(request), owner: processes.owner };
		if (!journal.beginRun(begin, (owner, since) => processes.isAlive(owner, since))) throw busy();
		const profile = profiler.beginRun(begin, shapeOf(settings));
		const parts = { run: id, signal, settings, startedAt, control: this.#control, profile };
		let outcome = 'failed';
		try {
			const report = await new GenerationJob(this.#ports, this.#desk, parts, this.#news).perform(request, draft);
			outcome = report.cancelled ? 'cancelled' : report.failures.length > 0 ? 'failed' : 'done';
			return report;
		} finally {
			await manuscript.rest().finally(() => {
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
}

/** A single chapter has nothing to be drafted beside: it is written on the text before it. */
function withContinuityOf({ kind }: GenerationRequest, settings: GenerationSettings): GenerationSettings {
	return kind === 'chapters' ? settings : { ...settings, continuity: 'chained' };
}

function shapeOf({ concurrency: slots, strategy, continuity }: GenerationSettings): RunShape {
	return { strategy, continuity, slots };
}

/** A novel has one run at a time, in whichever window. */
export function busy(): AppError {
	return new AppError(
		'busy',
		l10n.t('This novel is being generated already, here or in another window. Wait for it, or cancel it first.'),
	);
}
