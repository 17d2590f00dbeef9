import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import type { RunId } from '../../base/ids.js';
import { authorNotes, chapterBody, chapterText, countWords, lastPage } from '../../core/novel/chapterFile.js';
import type { OutlineChapter, Problem } from '../../core/novel/novel.js';
import { scenePlanView, sceneView, wordsPerScene, type SceneBefore } from '../../core/prompts/promptView.js';
import { textHash } from '../../core/pipeline/fingerprint.js';
import { isUnbroken, plannedAheadNodeId } from '../../core/pipeline/planAhead.js';
import { scenePlanReply, type ContinuityAudit, type SceneCard, type ScenePlan } from '../../core/pipeline/replies.js';
import { chapterNodeId, sceneNodeId, type StageNode } from '../../core/pipeline/stageGraph.js';
import type { StageId } from '../../core/pipeline/stages.js';
import { candidatePath } from '../../core/novel/manuscript.js';
import { auditProblems, chapterProblems } from '../../core/pipeline/chapterProblems.js';
import { checkedKey, checkedNodeId } from '../../core/pipeline/checkedChapter.js';
import { bibleNames } from '../../core/novel/bibleEntries.js';
import type { ChapterChecks } from './chapterChecks.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import type { ChapterDesk, DraftTarget } from './chapterDesk.js';
import type { BasisNotes } from '../staleness/basisNotes.js';
import { outlineOf } from './outlineOf.js';
import type { SceneDrafting } from './sceneDrafting.js';
import { StoryBefore, type StoryBeforePorts, type StoryBeforeSettings } from './storyBefore.js';
import type { StageCall, StageCalls, Trial } from './stageCalls.js';

/** Words of the scene before that the next one goes on from. */
const sceneTailWords = 220;

export interface BookRunPorts extends StoryBeforePorts {
	readonly calls: StageCalls;
	readonly drafting: SceneDrafting;
	readonly checks: ChapterChecks;
	readonly desk: ChapterDesk;
	readonly basis: BasisNotes;
	readonly clock: Clock;
	reportProblems(path: string, problems: readonly Problem[]): void;
	/** Words of the chapter being drafted. */
	drafted(chapter: number, scene: number, words: number): void;
}

export interface BookRunSettings extends StoryBeforeSettings {
	readonly run: RunId;
	/** Name of the drafting model. */
	readonly draftModel: string;
	readonly voicePass: boolean;
	/** Whether the drafting model is the rehearsal model. */
	readonly rehearsal: boolean;
	/** Whether the checking model is the rehearsal model. */
	readonly rehearsedChecks: boolean;
	/** Chapters that get a version other than the one they have. */
	readonly again: ReadonlySet<number>;
}

type Call = Omit<StageCall, 'view'>;

/** How a chapter came out. */
export interface DraftedChapter {
	readonly title: string;
	/** Of the candidate, when there is one in place of the draft. */
	readonly path: string;
	readonly words: number;
	readonly candidate: boolean;
}

/** What is known of one chapter in the course of a run. */
interface ChapterInWork {
	readonly outline: OutlineChapter;
	/** The chapter's own text: of its file, or of the finished draft. */
	text: string;
	path: string;
	target?: DraftTarget;
	plan?: ScenePlan;
	/** Finished ones, by their place. */
	readonly scenes: (string | undefined)[];
	/** What has come of the others so far. */
	readonly growing: (string | undefined)[];
	/** The draft, when it differs from `text` because it became a candidate. */
	draft?: string;
	audit?: ContinuityAudit;
	fixed?: string;
}

/** Performs the nodes of a chapter graph; the executor calls each when all that it depends on is done. */
export class BookRun {
	readonly #ports: BookRunPorts;
	readonly #settings: BookRunSettings;
	readonly #chapters = new Map<number, ChapterInWork>();
	readonly #before: StoryBefore;
	readonly #variants = new Map<number, number>();

	constructor(ports: BookRunPorts, settings: BookRunSettings, desk: readonly ChapterOnDesk[]) {
		this.#ports = ports;
		this.#settings = settings;
		this.#before = new StoryBefore(ports, settings, this.#chapters);
		for (const { chapter, text, path } of desk) {
			this.#chapters.set(chapter, {
				outline: outlineOf(settings.novel, chapter),
				text: text ?? '',
				path,
				scenes: [],
				growing: [],
			});
		}
	}

	async perform(node: StageNode, trial: Trial, signal: AbortSignal): Promise<void> {
		const perform = this.#stages[node.stage];
		if (perform === undefined) throw new Error(`${node.stage} is not a stage of a chapter.`);
		const chapter = this.#chapterOf(node);
		const { run, novel } = this.#settings;
		await perform({ node, run, ...trial, signal, templates: novel.templates, variant: 0 }, chapter);
		if (node.stage === 'scene_plan') this.#untieScenes(chapter, trial);
	}

	/** Where the plan has a cut, a scene has nothing to wait for in the text of the one before. */
	#untieScenes({ outline: { number }, plan }: ChapterInWork, { untie }: Trial): void {
		if (this.#settings.continuity === 'chained' || plan === undefined) return;
		for (let scene = 2; scene <= plan.scenes.length; scene++)
			if (!isUnbroken(plan.scenes, scene)) untie?.(sceneNodeId(number, scene), sceneNodeId(number, scene - 1));
	}

	readonly #stages: Readonly<Partial<Record<StageId, (call: Call, chapter: ChapterInWork) => Promise<void> | void>>> = {
		scene_plan: (call, chapter) => this.#plan(call, chapter),
		scene_drafting: (call, chapter) => this.#draft(call, chapter, call.node.scene ?? 1),
		chapter_assembly: (call, chapter) => this.#assemble(call.node, chapter),
		chapter_memory: (call, chapter) => this.#remember(call, chapter),
		continuity_audit: (call, chapter) => this.#audit(call, chapter),
		continuity_fix: (call, chapter) => this.#fix(call, chapter),
		voice_pass: (call, chapter) => this.#voice(call, chapter),
		validation: (_call, chapter) => this.#publish(chapter),
	};

	report(chapter: number): DraftedChapter {
		const { outline, path, text, draft } = this.#of(chapter);
		return {
			title: outline.title,
			path: draft === undefined ? path : candidatePath(chapter),
			words: countWords(draft ?? text),
			candidate: draft !== undefined,
		};
	}

	async #plan(call: Call, chapter: ChapterInWork): Promise<void> {
		const { novel, scenes } = this.#settings;
		const { situation, fitted } = await this.#before.situation(chapter.outline, 'plan');
		const view = scenePlanView(novel, situation, scenes);
		chapter.plan = await this.#ports.calls.structured(
			{ ...call, variant: this.#variantOf(chapter.outline.number), view, fitted },
			scenePlanReply(scenes),
		);
	}

	async #draft(call: Call, chapter: ChapterInWork, scene: number): Promise<void> {
		const { novel, scenes } = this.#settings;
		chapter.target ??= await this.#ports.desk.target(novel, chapter.outline.number);
		const cards = chapter.plan?.scenes ?? [];
		const before = this.#beforeScene(chapter, cards, scene);
		const { situation, fitted } = await this.#before.situation(chapter.outline, 'draft', cards[scene - 1]);
		const view = sceneView(novel, situation, cards, scene, before);
		const variant = this.#variantOf(chapter.outline.number);
		chapter.scenes[scene - 1] = await this.#ports.drafting.draft(
			{ ...call, variant, view, fitted },
			wordsPerScene(novel, scenes),
			(text) => this.#show(chapter, scene, text),
		);
		this.#show(chapter, scene, undefined);
	}

	/** The text that a scene goes on from; where that is drafted beside it, what the plan says of its end. */
	#beforeScene(chapter: ChapterInWork, cards: readonly SceneCard[], scene: number): SceneBefore {
		const isPlanned = this.#settings.continuity === 'planned';
		if (scene === 1) {
			const previous = isPlanned ? this.#before.planAhead(chapter.outline.number - 1)?.scenes.at(-1) : undefined;
			return { text: '', closing: previous?.closing ?? '' };
		}
		if (isPlanned && !isUnbroken(cards, scene)) return { text: '', closing: cards[scene - 2]?.closing ?? '' };
		return { text: lastPage(chapter.scenes[scene - 2] ?? '', sceneTailWords), closing: '' };
	}

	/** Scenes come in side by side and are shown in their order: up to the first one that is not finished. */
	#show(chapter: ChapterInWork, scene: number, text: string | undefined): void {
		chapter.growing[scene - 1] = text;
		const shown: string[] = [];
		for (let at = 0; at < this.#settings.scenes; at++) {
			const finished = chapter.growing[at] === undefined ? chapter.scenes[at] : undefined;
			shown.push(finished ?? chapter.growing[at] ?? '');
			if (finished === undefined) break;
		}
		const soFar = this.#textOf(chapter, shown);
		if (chapter.target !== undefined) this.#ports.desk.show(chapter.target, soFar, shown.length);
		this.#ports.drafted(chapter.outline.number, scene, countWords(soFar));
	}

	/** The chapter as its file shows it, while it is growing and when it is done. */
	#textOf({ outline, target }: ChapterInWork, scenes: readonly string[]): string {
		const { rehearsal } = this.#settings;
		return chapterText({ title: outline.title, scenes, rehearsal, notes: authorNotes(target?.before ?? '') });
	}

	async #assemble(node: StageNode, chapter: ChapterInWork): Promise<void> {
		const { draftModel, novel } = this.#settings;
		const target = (chapter.target ??= await this.#ports.desk.target(novel, chapter.outline.number));
		const scenes = chapter.scenes.map((scene) => scene ?? '');
		const text = this.#textOf(chapter, scenes);
		const version = this.#versionKey(this.#variantOf(chapter.outline.number));
		const finished = await this.#ports.desk.finish(target, text, scenes.length, draftModel);
		chapter.text = finished.text;
		chapter.path = target.path;
		if (finished.isCandidate) chapter.draft = text;
		this.#ports.basis.finish({ chapter: chapter.outline, text });
		const recordedAt = this.#ports.clock.now();
		this.#ports.journal.record(node.id, version, { output: text, model: draftModel, recordedAt });
		if (this.#settings.continuity === 'planned' && chapter.plan !== undefined) {
			const ahead = { output: JSON.stringify(chapter.plan), model: draftModel, recordedAt };
			this.#ports.journal.record(plannedAheadNodeId(chapter.outline.number), textHash(text), ahead);
		}
	}

	async #remember(call: Call, chapter: ChapterInWork): Promise<void> {
		const { novel, rehearsedChecks } = this.#settings;
		const earlier = this.#before.remembered(chapter.outline.number);
		const memory = await this.#ports.checks.remember(
			call,
			novel,
			chapter.outline,
			chapter.text,
			earlier,
			rehearsedChecks,
		);
		await this.#ports.memories.remember({
			chapter: chapter.outline.number,
			path: chapter.path,
			body: chapterBody(chapter.text),
			names: [...new Set([...bibleNames(novel.bible), ...memory.facts.map(({ subject }) => subject)])],
			memory,
		});
	}

	async #audit(call: Call, chapter: ChapterInWork): Promise<void> {
		const { novel, memoryTokens, tokenFactors } = this.#settings;
		const text = chapter.draft ?? chapter.text;
		const audited = { chapter: chapter.outline, text, pageBefore: this.#before.page(chapter.outline.number) };
		const budget = { facts: memoryTokens, factor: tokenFactors.check };
		chapter.audit = await this.#ports.checks.audit(
			call,
			novel,
			audited,
			this.#before.remembered(chapter.outline.number),
			budget,
		);
		this.#publish(chapter);
	}

	async #fix(call: Call, chapter: ChapterInWork): Promise<void> {
		const text = chapter.draft ?? chapter.text;
		const fixed = await this.#ports.checks.fix(
			call,
			this.#settings.novel,
			chapter.outline,
			text,
			chapter.audit ?? { findings: [] },
		);
		if (fixed !== undefined)
			await this.#offer(chapter, fixed, l10n.t('The continuity audit found contradictions; this version mends them.'));
		if (!this.#settings.voicePass) this.#noteChecked(chapter);
	}

	async #voice(call: Call, chapter: ChapterInWork): Promise<void> {
		const text = chapter.fixed ?? chapter.draft ?? chapter.text;
		const revised = await this.#ports.checks.voice(call, this.#settings.novel, chapter.outline, text);
		if (revised !== undefined)
			await this.#offer(chapter, revised, l10n.t('The voice pass thinned out habits of the draft.'));
		this.#noteChecked(chapter);
	}

	async #offer(chapter: ChapterInWork, text: string, reason: string): Promise<void> {
		chapter.fixed = text;
		await this.#ports.desk.offer(chapter.outline.number, chapter.path, text, reason);
	}

	#publish(chapter: ChapterInWork): void {
		const others = [...this.#chapters.values()].filter((one) => one !== chapter && one.text !== '');
		const number = chapter.outline.number;
		const path = chapter.draft === undefined ? chapter.path : candidatePath(number);
		const checked = { chapter: number, path, text: chapter.draft ?? chapter.text, audit: chapter.audit };
		const texts = others.map((one) => one.text);
		const { novel, rehearsal } = this.#settings;
		// Nobody should mend a rehearsal.
		const problems = rehearsal ? auditProblems(checked) : chapterProblems(novel, checked, texts);
		this.#ports.reportProblems(path, problems);
	}

	/** A kill between the audit and what mends its findings must not lose either. */
	#noteChecked({ outline, text }: ChapterInWork): void {
		const { voicePass, draftModel: model } = this.#settings;
		const recordedAt = this.#ports.clock.now();
		this.#ports.journal.record(checkedNodeId(outline.number), checkedKey(text, voicePass), {
			output: '',
			model,
			recordedAt,
		});
	}

	/** The number of the version in work: the last finished one's, or the next when another is asked for. */
	#variantOf(chapter: number): number {
		const known = this.#variants.get(chapter);
		if (known !== undefined) return known;
		let next = 0;
		while (this.#ports.journal.result(chapterNodeId(chapter, 'chapter_assembly'), this.#versionKey(next)) !== undefined)
			next++;
		const variant = this.#settings.again.has(chapter) ? next : Math.max(0, next - 1);
		this.#variants.set(chapter, variant);
		return variant;
	}

	#versionKey(variant: number): string {
		return `${this.#settings.draftModel} version ${variant}`;
	}

	#chapterOf(node: StageNode): ChapterInWork {
		if (node.chapter === undefined) throw new Error(`${node.id} belongs to no chapter.`);
		return this.#of(node.chapter);
	}

	#of(chapter: number): ChapterInWork {
		const found = this.#chapters.get(chapter);
		if (found === undefined) throw new Error(`Chapter ${chapter} is not in this run.`);
		return found;
	}
}
