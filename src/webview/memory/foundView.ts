import type { ReadySnapshot } from '../../protocol/memory.js';
import { element, setText } from '../element.js';
import { filled } from '../filled.js';
import { textButton } from '../iconButton.js';
import type { EntryActions } from './entryActions.js';
import { EntryList } from './entryList.js';
import { words } from './words.js';

type Found = NonNullable<ReadySnapshot['found']>;

export interface FoundActions extends EntryActions {
	showMoreMatches(): void;
	/** Without filters. */
	lookEverywhere(): void;
}

/** What recall found, best first. */
export class FoundView {
	readonly element: HTMLElement;
	readonly list: EntryList;
	readonly #title = element('h2', { class: 'found-title' });
	readonly #tip = element('p', { class: 'hint' }, words.nothingFoundTip);
	readonly #everywhere: HTMLButtonElement;
	readonly #more: HTMLButtonElement;

	constructor(actions: FoundActions) {
		this.list = new EntryList(words.search, actions);
		this.#everywhere = textButton(words.lookEverywhere, 'secondary', () => actions.lookEverywhere());
		this.#more = textButton(words.showMore, 'link', () => actions.showMoreMatches());
		this.element = element(
			'section',
			{ class: 'found', 'aria-label': words.search },
			this.#title,
			this.#tip,
			this.#everywhere,
			this.list.element,
			this.#more,
		);
	}

	draw(found: Found, isFiltered: boolean, canShowMore: boolean): void {
		const { entries, isMore } = found;
		setText(this.#title, sentenceOf(found));
		this.#tip.hidden = entries.length > 0;
		this.#everywhere.hidden = entries.length > 0 || !isFiltered;
		this.#more.hidden = !isMore || !canShowMore;
		this.list.draw(entries, 0, isMore ? -1 : entries.length);
	}
}

export function sentenceOf({ entries, isMore }: Found): string {
	if (entries.length === 0) return words.nothingFound;
	if (isMore) return filled(words.foundBest, entries.length);
	return entries.length === 1 ? words.foundOne : filled(words.found, entries.length);
}
