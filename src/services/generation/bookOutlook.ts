import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import { isRehearsal, parseModelId } from '../../core/models/modelId.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import { chapterBody } from '../../core/novel/chapterFile.js';
import { parseChapterRange } from '../../core/novel/chapterRange.js';
import type { Manuscript } from '../../core/novel/manuscript.js';
import type { Novel } from '../../core/novel/novel.js';
import type { NovelStore } from '../../core/novel/novelStore.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { checkedKey, checkedNodeId } from '../../core/pipeline/checkedChapter.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { chapterNodeId, type ChapterWork } from '../../core/pipeline/stageGraph.js';
import { scenesPerChapter, type ReplyShape } from '../../core/pipeline/stages.js';
import { checkRequest, workList, type GenerationRequest, type WorkList } from '../../core/pipeline/workList.js';
import { memoryFingerprint } from './chapterChecks.js';
import { ChapterDesk } from './chapterDesk.js';
import type { GenerationSettings } from './generationSettings.js';
import { lastChapter, readableNovel } from './readableNovel.js';
import { readingPrice, type ReadingPrice } from './readingPrice.js';

export interface BookOutlookPorts {
	readonly store: NovelStore;
	readonly manuscript: Manuscript;
	readonly journal: Journal;
	readonly prices: PriceTable;
	readonly tokens: TokenCounter;
	readonly clock: Clock;
	settings(): GenerationSettings;
}

export interface Outstanding {
	readonly shape: ReplyShape;
	/** In story order. */
	readonly work: readonly ChapterWork[];
}

export interface BookStand {
	readonly novel: Novel;
	/** In story order. */
	readonly desk: readonly ChapterOnDesk[];
}

/** How the book stands, and what there is to do; nothing is changed and no model is asked. */
export class BookOutlook {
	readonly #ports: BookOutlookPorts;
	readonly #desk: ChapterDesk;

	constructor(ports: BookOutlookPorts) {
		this.#ports = ports;
		this.#desk = new ChapterDesk(ports.manuscript, ports.journal, ports.clock);
	}

	/** The novel as its files have it, and what stands in those of its chapters. @throws AppError `bad-novel` */
	async stand(): Promise<BookStand> {
		const novel = await readableNovel(this.#ports.store);
		return { novel, desk: await this.desk(novel) };
	}

	/** What stands in the files of a novel's chapters, in story order. */
	async desk(novel: Novel): Promise<readonly ChapterOnDesk[]> {
		return await this.#desk.look(novel, lastChapter(novel));
	}

	/** The chapters of the outline with what stands in their files. */
	async chapters(): Promise<readonly (ChapterOnDesk & { readonly title: string })[]> {
		const { novel, desk } = await this.stand();
		return desk.map((one) => ({ ...one, title: titleOf(novel, one.chapter) }));
	}

	/** What a request comes to as things stand. @throws AppError `bad-novel` or `bad-chapters` */
	async outstanding(request: GenerationRequest): Promise<Outstanding> {
		const novel = await readableNovel(this.#ports.store);
		const { info, outline } = novel;
		const shape = { chapters: info.chapters, scenesPerChapter: scenesPerChapter(info.wordsPerChapter) };
		if (outline.length > 0) {
			const { work } = this.workOf(request, novel, await this.#desk.look(novel, lastChapter(novel)));
			return { shape, work };
		}
		checkRequest(request, info.chapters);
		const all = Array.from({ length: info.chapters }, (_, at) => at + 1);
		const wanted = request.kind === 'chapters' ? parseChapterRange(request.chapters, all) : all.slice(0, 1);
		return { shape, work: wanted.map((chapter) => ({ chapter, work: 'draft', check: true })) };
	}

	/** What it would cost to read what no model has read as it is now. @throws AppError `bad-novel` or `unknown-price` */
	async readingPrice(): Promise<ReadingPrice> {
		const novel = await readableNovel(this.#ports.store);
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

	/** What a request comes to, for a novel and a desk as they are. @throws AppError `bad-chapters` */
	workOf(request: GenerationRequest, novel: Novel, desk: readonly ChapterOnDesk[]): WorkList {
		const { models, voicePass } = this.#ports.settings();
		const known = novel.outline.map((one) => one.number);
		const isChecked = ({ chapter, text = '' }: ChapterOnDesk): boolean =>
			this.#ports.journal.result(checkedNodeId(chapter), checkedKey(text, voicePass)) !== undefined;
		return workList(request, desk, known, parseModelId(models.draft), isChecked);
	}
}

function titleOf(novel: Novel, chapter: number): string {
	return novel.outline.find((one) => one.number === chapter)?.title ?? l10n.t('Chapter {0}', chapter);
}
