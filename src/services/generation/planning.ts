import type { Clock } from '../../base/clock.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { markedAsRehearsed, noteRehearsed } from './rehearsedPlan.js';
import { planFiles } from '../../core/pipeline/bibleFiles.js';
import type { Bible, BibleEntry, Novel } from '../../core/novel/novel.js';
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
		if (isWritten[stage](this.#novel)) return;
		const shape = {
			chapters: this.#novel.info.chapters,
			scenesPerChapter: scenesPerChapter(this.#novel.info.wordsPerChapter),
		};
		const schema = modelStages[stage].reply?.(shape);
		if (schema === undefined) throw new Error(`The stage ${stage} has no schema.`);
		const reply = await this.#calls.structured({ ...call, view: bookView(this.#novel) }, schema);
		const planned = planFiles(stage, reply, this.#novel.info);
		const { store, journal, clock, rehearsal } = this.#ports;
		const files = rehearsal ? markedAsRehearsed(planned) : planned;
		if (rehearsal) noteRehearsed(journal, files, clock.now());
		await store.addFiles(files);
		this.#novel = { ...this.#novel, bible: withFiles(this.#novel.bible, files) };
	}
}

const isWritten: Readonly<Record<NovelStageId, (novel: Novel) => boolean>> = {
	concept: ({ bible }) => bible.concept.trim() !== '',
	world: ({ bible }) => bible.world.length > 0,
	characters: ({ bible }) => bible.characters.length > 0,
	beat_sheet: ({ bible }) => bible.beatSheet.trim() !== '',
	motifs: ({ bible }) => bible.motifs.trim() !== '',
	outline: ({ outline }) => outline.length > 0,
};

interface File {
	readonly path: string;
	readonly text: string;
}

function withFiles(bible: Bible, files: readonly File[]): Bible {
	const single = (path: string, now: string): string => files.find((file) => file.path === path)?.text ?? now;
	return {
		...bible,
		concept: single('bible/concept.md', bible.concept),
		beatSheet: single('bible/beat-sheet.md', bible.beatSheet),
		motifs: single('bible/motifs.md', bible.motifs),
		characters: [...bible.characters, ...entriesIn('bible/characters/', files)],
		world: [...bible.world, ...entriesIn('bible/world/', files)],
	};
}

function entriesIn(folder: string, files: readonly File[]): readonly BibleEntry[] {
	return files
		.filter((file) => file.path.startsWith(folder))
		.map(({ path, text }) => ({
			name: /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? path.slice(folder.length, -3),
			path,
			text,
		}));
}
