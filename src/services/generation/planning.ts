import type { Clock } from '../../base/clock.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { markedAsRehearsed, noteRehearsed } from './rehearsedPlan.js';
import { planFiles } from '../../core/pipeline/bibleFiles.js';
import { headingOf, type PlannedFile } from '../../core/novel/markdownFile.js';
import type { Bible, BibleEntry, Novel } from '../../core/novel/novel.js';
import { textHash } from '../../core/pipeline/fingerprint.js';
import type { NovelStore } from '../../core/novel/novelStore.js';
import { bookView } from '../../core/prompts/promptView.js';
import { modelStages, scenesPerChapter, type NovelStageId } from '../../core/pipeline/stages.js';
import type { StageCall, StageCalls } from './stageCalls.js';

export interface PlanningPorts {
	readonly store: NovelStore;
	readonly journal: Journal;
	readonly clock: Clock;
	/** Whether the planning model is the rehearsal model. */
	readonly rehearsal: boolean;
}

/** From a premise to a bible and an outline. What the author has written already is taken as it is and asked for no more. */
export class Planning {
	readonly #calls: StageCalls;
	readonly #ports: PlanningPorts;
	#novel: Novel;

	constructor(calls: StageCalls, ports: PlanningPorts, novel: Novel) {
		this.#calls = calls;
		this.#ports = ports;
		this.#novel = novel;
	}

	async perform(call: Omit<StageCall, 'view'>): Promise<void> {
		const stage = call.node.stage as NovelStageId;
		await this.#write(stage, this.#unwritten(stage));
		if (isWritten[stage](this.#novel)) return;
		const shape = {
			chapters: this.#novel.info.chapters,
			scenesPerChapter: scenesPerChapter(this.#novel.info.wordsPerChapter),
		};
		const schema = modelStages[stage].reply?.(shape);
		if (schema === undefined) throw new Error(`The stage ${stage} has no schema.`);
		const reply = await this.#calls.structured({ ...call, view: bookView(this.#novel) }, schema);
		const planned = planFiles(stage, reply, this.#novel.info);
		const { journal, clock, rehearsal } = this.#ports;
		const files = rehearsal ? markedAsRehearsed(planned) : planned;
		if (rehearsal) noteRehearsed(journal, files, clock.now());
		await this.#write(stage, files);
	}

	/** Noted before the first file and after the last, since a kill in between must not leave half a cast. */
	async #write(stage: NovelStageId, files: readonly PlannedFile[]): Promise<void> {
		if (files.length === 0) return;
		this.#noteUnwritten(stage, files);
		await this.#ports.store.addFiles(files);
		this.#noteUnwritten(stage, []);
		this.#novel = { ...this.#novel, bible: withFiles(this.#novel.bible, files) };
	}

	#noteUnwritten(stage: NovelStageId, files: readonly PlannedFile[]): void {
		const output = JSON.stringify(files);
		const { journal, clock, rehearsal } = this.#ports;
		const model = rehearsal ? 'rehearsal' : 'none';
		journal.record(filesNode(stage), textHash(output), { output, model, recordedAt: clock.now() });
	}

	/** Files that a run was writing when it died. What was only rehearsed is not mixed into a plan. */
	#unwritten(stage: NovelStageId): readonly PlannedFile[] {
		const noted = this.#ports.journal.latestResult(filesNode(stage));
		if (noted === undefined || (noted.model === 'rehearsal' && !this.#ports.rehearsal)) return [];
		return JSON.parse(noted.output) as readonly PlannedFile[];
	}
}

function filesNode(stage: NovelStageId): string {
	return `planned-files:${stage}`;
}

const isWritten: Readonly<Record<NovelStageId, (novel: Novel) => boolean>> = {
	concept: ({ bible }) => bible.concept.trim() !== '',
	world: ({ bible }) => bible.world.length > 0,
	characters: ({ bible }) => bible.characters.length > 0,
	beat_sheet: ({ bible }) => bible.beatSheet.trim() !== '',
	motifs: ({ bible }) => bible.motifs.trim() !== '',
	outline: ({ outline }) => outline.length > 0,
};

function withFiles(bible: Bible, files: readonly PlannedFile[]): Bible {
	const single = (path: string, now: string): string => files.find((file) => file.path === path)?.text ?? now;
	return {
		...bible,
		concept: single('bible/concept.md', bible.concept),
		beatSheet: single('bible/beat-sheet.md', bible.beatSheet),
		motifs: single('bible/motifs.md', bible.motifs),
		characters: withEntries(bible.characters, 'bible/characters/', files),
		world: withEntries(bible.world, 'bible/world/', files),
	};
}

/** A file that is there already stays, and so does its entry. */
function withEntries(
	entries: readonly BibleEntry[],
	folder: string,
	files: readonly PlannedFile[],
): readonly BibleEntry[] {
	const added = files
		.filter(({ path }) => path.startsWith(folder) && !entries.some((entry) => entry.path === path))
		.map(({ path, text }) => ({ name: headingOf(text) ?? path.slice(folder.length, -3), path, text }));
	return [...entries, ...added];
}
