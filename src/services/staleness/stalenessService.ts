import * as l10n from '@vscode/l10n';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../base/clock.js';
import { Emitter } from '../../base/emitter.js';
import { AppError } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import { nextTurn } from '../../base/nextTurn.js';
import type { MemoryEntry } from '../../core/memory/entry.js';
import { fingerprintOf } from '../../core/pipeline/fingerprint.js';
import type { Journal } from '../../core/pipeline/journal.js';
import type { RememberedChapter } from '../../core/pipeline/storyMemory.js';
import { withDownstream, type ChapterStaleness } from '../../core/staleness/staleness.js';
import type { BookOutlook, BookStand } from '../generation/bookOutlook.js';
import { outlineOf } from '../generation/outlineOf.js';
import type { MemoryService } from '../memory/memoryService.js';
import { rememberedChapters } from '../memory/rememberedChapters.js';
import { course } from '../profiling/spanRecording.js';
import { BookJudgement, type JudgementPorts } from './bookJudgement.js';
import { BookStory } from './bookStory.js';

export interface StalenessPorts extends JudgementPorts {
	readonly outlook: Pick<BookOutlook, 'stand'>;
	readonly journal: Journal;
	readonly memory: Pick<MemoryService, 'list' | 'onChange'>;
	readonly clock: Clock;
}

export interface BookStaleness {
	/** Another one whenever what there is to mend is another one; a few words more or less change no price. */
	readonly signature: string;
	/** In story order. */
	readonly chapters: readonly ChapterStaleness[];
}

/** Edits come in bursts, and so does what they bring about. */
const pauseMs = 400;
/** As for a prompt; see `ChapterMemories`. */
const mostNotes = 200;

/** Knows which chapters were made from what is another one by now. No model is asked. */
export class StalenessService implements Closable {
	readonly #ports: StalenessPorts;
	readonly #changes = new Emitter<BookStaleness>();
	readonly #stop: () => void;
	#latest: BookStaleness | undefined;
	#timer: NodeJS.Timeout | undefined;
	#working: Promise<unknown> = Promise.resolve();
	#isClosed = false;

	/** Something became stale, or fresh again. */
	readonly onChange = this.#changes.on;

	constructor(ports: StalenessPorts) {
		this.#ports = ports;
		this.#stop = ports.memory.onChange(() => {
			if (this.#changes.isHeard) this.changed();
		});
	}

	/** As it was worked out last; undefined before. */
	get latest(): BookStaleness | undefined {
		return this.#latest;
	}

	/** Something that chapters are made from may be another one: it is looked at shortly. */
	changed(): void {
		if (this.#isClosed) return;
		clearTimeout(this.#timer);
		// It belongs to no run, though a stage of one may have brought it about.
		course.exit(() => {
			this.#timer = setTimeout(() => {
				// What is wrong with the files stands among the Problems.
				void this.look().catch(() => undefined);
			}, pauseMs);
		});
		this.#timer?.unref();
	}

	/** Works it out as things stand now. @throws AppError `bad-novel` */
	async look(): Promise<BookStaleness> {
		const looking = this.#working.then(() => this.#look());
		this.#working = looking.catch(() => undefined);
		return await looking;
	}

	/**
	 * The author takes stale chapters for good: they are fresh until something changes again.
	 * @returns those that were stale
	 * @throws AppError `bad-novel`, or `not-stale` when none of them was
	 */
	async accept(chapters: readonly number[]): Promise<readonly number[]> {
		const { chapters: all } = await this.look();
		const stale = all.filter(({ chapter, freshness }) => freshness === 'stale' && chapters.includes(chapter));
		if (stale.length === 0) throw new AppError('not-stale', notStale(chapters));
		const { stand, judgement } = await this.#judgement();
		for (const { chapter } of stale) {
			const one = stand.desk.find((known) => known.chapter === chapter);
			const basis = one && (await judgement.accepted(one));
			if (basis !== undefined) this.#ports.bases.record(chapter, basis, this.#ports.clock.now());
			await nextTurn();
		}
		await this.look();
		return stale.map(({ chapter }) => chapter);
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		clearTimeout(this.#timer);
		this.#stop();
		await this.#working;
	}

	async #look(): Promise<BookStaleness> {
		if (this.#isClosed) return this.#latest ?? { signature: '', chapters: [] };
		const { stand, judgement } = await this.#judgement();
		const chapters = withDownstream(await judgement.chapters());
		const states = stand.desk.map(({ state }) => state);
		const signature = fingerprintOf([stand.novel.info, states, chapters]);
		const before = this.#latest;
		this.#latest = { signature, chapters };
		if (!isDeepStrictEqual(before?.chapters, chapters)) this.#changes.emit(this.#latest);
		return this.#latest;
	}

	async #judgement(): Promise<{ readonly stand: BookStand; readonly judgement: BookJudgement }> {
		const stand = await this.#ports.outlook.stand();
		const remembered = await this.#remembered(stand);
		const notes = this.#notes();
		const { journal } = this.#ports;
		const story = new BookStory({ ...stand, remembered, journal, notes });
		return { stand, judgement: new BookJudgement(this.#ports, stand, story) };
	}

	/** Chapter by chapter, since a whole book's memory takes longer to read than an event loop should be held up. */
	async #remembered({ novel, desk }: BookStand): Promise<readonly RememberedChapter[]> {
		const remembered: RememberedChapter[] = [];
		for (const { chapter } of desk) {
			const own = this.#ports.memory.list({ kinds: ['summary', 'fact', 'thread'], chapter });
			remembered.push(...rememberedChapters(own, (one) => outlineOf(novel, one).title));
			await nextTurn();
		}
		return remembered;
	}

	/** As `ChapterMemories.notes` has them, for all chapters at once. */
	#notes(): (chapter: number) => readonly MemoryEntry[] {
		const pinned = this.#ports.memory.list({ kinds: ['note', 'scene'], pinned: true });
		const notes = this.#ports.memory.list({ kinds: ['note'], pinned: false });
		const before = (entries: readonly MemoryEntry[], chapter: number): readonly MemoryEntry[] =>
			entries.filter((one) => one.chapter === undefined || one.chapter < chapter);
		return (chapter) => [...before(pinned, chapter), ...before(notes, chapter).slice(-mostNotes)];
	}
}

function notStale(chapters: readonly number[]): string {
	return chapters.length === 0
		? l10n.t('No chapter is stale.')
		: l10n.t('None of these chapters is stale: {0}.', chapters.join(', '));
}
