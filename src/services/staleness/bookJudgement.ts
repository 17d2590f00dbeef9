import { nextTurn } from '../../base/nextTurn.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { textHash } from '../../core/pipeline/fingerprint.js';
import { presentIn } from '../../core/prompts/promptView.js';
import { chosenBasis } from '../../core/staleness/chosenBasis.js';
import type { BasisBook, DraftBasis, StoryLine } from '../../core/staleness/draftBasis.js';
import { BookInputs } from '../../core/staleness/fileInputs.js';
import { fileReasons, namedEntries } from '../../core/staleness/fileReasons.js';
import { paragraphHashes } from '../../core/staleness/paragraphHashes.js';
import type { JudgedChapter, StaleReason } from '../../core/staleness/staleness.js';
import { offeredHash, sourcesOf, storyLine } from '../../core/staleness/storyBasis.js';
import { fittedReasons, storyReasons, type PresentStory } from '../../core/staleness/storyReasons.js';
import type { ContextItem } from '../../core/context/contextItem.js';
import type { ContextService } from '../context/contextService.js';
import { outlineOf } from '../generation/outlineOf.js';
import type { BookStand } from '../generation/bookOutlook.js';
import type { BookStory } from './bookStory.js';

export interface JudgementPorts {
	readonly bases: BasisBook;
	readonly context: Pick<ContextService, 'fit'>;
}

/** Holds the drafts of a book against what they would be made from now. */
export class BookJudgement {
	readonly #ports: JudgementPorts;
	readonly #stand: BookStand;
	readonly #story: BookStory;
	readonly #inputs: BookInputs;

	constructor(ports: JudgementPorts, stand: BookStand, story: BookStory) {
		this.#ports = ports;
		this.#stand = stand;
		this.#story = story;
		this.#inputs = new BookInputs(stand.novel);
	}

	async chapters(): Promise<readonly JudgedChapter[]> {
		const judged: JudgedChapter[] = [];
		for (const one of this.#stand.desk) {
			judged.push(await this.#judged(one));
			await nextTurn();
		}
		return judged;
	}

	/** What a chapter's draft would be made from now; undefined where it is not known what it was made from. */
	async accepted(one: ChapterOnDesk): Promise<DraftBasis | undefined> {
		const basis = chosenBasis(one, this.#ports.bases.of(one.chapter));
		if (basis === undefined) return undefined;
		const present = this.#story.before(one.chapter, basis.continuity);
		const items = present.items();
		const lines = await this.#fitted(one.chapter, basis, items);
		const { story } = basis;
		const standing = Object.entries(story.passages).map(([from, sentences]) => {
			const own = present.sentencesOf(Number(from));
			return [from, sentences.filter((sentence) => own.has(sentence))] as const;
		});
		const from = lines.flatMap(({ chapter }) => (chapter === undefined ? [] : [chapter]));
		const sources = new Set([...sourcesOf(story), ...from]);
		return {
			...{ ...basis, textHash: textHash(one.text ?? ''), paragraphs: paragraphHashes(one.text ?? '') },
			files: this.#inputs.of(one.chapter),
			named: namedEntries(this.#inputs.entries, this.#about(one)),
			story: {
				...{ page: present.page, soFar: present.soFar, offered: offeredHash(items), fits: story.fits, lines },
				passages: Object.fromEntries(standing),
				bodies: Object.fromEntries([...sources].map((chapter) => [chapter, present.bodyOf(chapter)])),
			},
		};
	}

	async #judged(one: ChapterOnDesk): Promise<JudgedChapter> {
		const { chapter } = one;
		const bases = this.#ports.bases.of(chapter);
		const basis = chosenBasis(one, bases);
		if (basis === undefined)
			return { chapter, reasons: [], isKnown: false, isDraftedAgain: false, sources: [], unread: [] };
		const reasons = await this.#reasons(one, basis);
		const [newest = basis] = bases;
		const isDraftedAgain = reasons.length > 0 && newest !== basis && (await this.#reasons(one, newest)).length === 0;
		const sources = sourcesOf(basis.story);
		const changed = sources.filter((from) => basis.story.bodies[from] !== this.#story.bodyOf(from));
		const unread = changed.filter((from) => this.#story.isUnread(from));
		return { chapter, reasons, isKnown: true, isDraftedAgain, sources, unread };
	}

	/** In what a draft would be made from other things now than it was. */
	async #reasons(one: ChapterOnDesk, basis: DraftBasis): Promise<readonly StaleReason[]> {
		const { chapter } = one;
		const inputs = this.#inputs.of(chapter);
		const present = { chapter, inputs, entries: this.#inputs.entries, about: this.#about(one) };
		return [...fileReasons(basis, present), ...(await this.#storyReasons(chapter, basis))];
	}

	async #storyReasons(chapter: number, basis: DraftBasis): Promise<readonly StaleReason[]> {
		const present: PresentStory = this.#story.before(chapter, basis.continuity);
		const { reasons, toFit } = storyReasons(chapter, basis.story, present);
		if (toFit === undefined) return reasons;
		return fittedReasons(basis.story, await this.#fitted(chapter, basis, toFit), present);
	}

	/** What of it would go into the chapter's prompts. */
	async #fitted(
		chapter: number,
		{ story: { fits } }: DraftBasis,
		items: readonly ContextItem[],
	): Promise<readonly StoryLine[]> {
		const query = presentIn(outlineOf(this.#stand.novel, chapter));
		const lines = new Map<string, StoryLine>();
		for (const fit of fits) {
			const { given } = await this.#ports.context.fit(items, { ...fit, query });
			for (const { item } of given) lines.set(storyLine(item).hash, storyLine(item));
		}
		return [...lines.values()];
	}

	#about({ chapter, text = '' }: ChapterOnDesk): string {
		return `${presentIn(outlineOf(this.#stand.novel, chapter))} ${text.toLowerCase()}`;
	}
}
