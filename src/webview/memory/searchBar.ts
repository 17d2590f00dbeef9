import { kinds, longestQuery, type Kind, type ReadySnapshot } from '../../protocol/memory.js';
import { element } from '../element.js';
import { filled } from '../filled.js';
import { icon } from '../icon.js';
import { iconButton } from '../iconButton.js';
import type { PageStateValue } from './pageState.js';
import { words } from './words.js';

/** Long enough for a word to be typed on, short enough not to be waited for. */
const pauseMs = 120;

export interface SearchActions {
	search(query: string): void;
	showKind(kind: Kind | undefined): void;
	showUpTo(chapter: number | undefined): void;
	/** From the search box down into the list. */
	goToList(): void;
}

/** What to look for, which memories, and up to which chapter. */
export class SearchBar {
	readonly element: HTMLElement;
	readonly #actions: SearchActions;
	readonly #input = element('input', {
		type: 'search',
		placeholder: words.search,
		'aria-label': words.search,
		maxlength: String(longestQuery),
		spellcheck: 'false',
		autocomplete: 'off',
	});
	readonly #clear = iconButton('cross', words.clearSearch, () => this.clear());
	readonly #kind = element('select', { 'aria-label': words.kindFilter, title: words.kindFilter });
	readonly #chapter = element('select', { 'aria-label': words.storyFilter, title: words.storyFilterTip });
	readonly #novel = element('p', { class: 'novel' });
	#timer: ReturnType<typeof setTimeout> | undefined;
	#chapters = '';

	constructor(actions: SearchActions, { query, kind }: PageStateValue) {
		this.#actions = actions;
		this.#input.value = query;
		this.#kind.append(element('option', { value: '' }, words.allKinds));
		for (const one of kinds) this.#kind.append(element('option', { value: one }, words[one]));
		this.#kind.value = kind ?? '';
		const box = element('div', { class: 'search-box' }, icon('search'), this.#input, this.#clear);
		const filters = element('div', { class: 'filters' }, this.#kind, this.#chapter);
		this.element = element('header', {}, this.#novel, element('search', {}, box, filters));
		this.#listen();
		this.#showClear();
	}

	draw({ novel = '', chapters }: ReadySnapshot, { asOfChapter }: PageStateValue): void {
		this.#novel.hidden = novel === '';
		this.#novel.textContent = novel;
		this.#chapter.hidden = chapters.length === 0;
		const drawn = JSON.stringify([chapters, asOfChapter]);
		if (drawn === this.#chapters) return;
		this.#chapters = drawn;
		const options = chapters.map(({ chapter, title }) =>
			element(
				'option',
				{ value: String(chapter) },
				filled(words.upToChapter, title === '' ? filled(words.chapter, chapter) : `${chapter}. ${title}`),
			),
		);
		this.#chapter.replaceChildren(element('option', { value: '' }, words.wholeBook), ...options);
		this.#chapter.value = String(asOfChapter ?? '');
	}

	focus(): void {
		this.#input.focus();
		this.#input.select();
	}

	setQuery(query: string): void {
		this.#input.value = query;
		this.#search();
	}

	setKind(kind: Kind | undefined): void {
		this.#kind.value = kind ?? '';
	}

	clear(): void {
		this.setQuery('');
		this.#input.focus();
	}

	#listen(): void {
		this.#input.addEventListener('input', () => {
			clearTimeout(this.#timer);
			this.#showClear();
			this.#timer = setTimeout(() => this.#search(), pauseMs);
		});
		this.#input.addEventListener('keydown', (event) => {
			if (event.key === 'Escape' && this.#input.value !== '') this.clear();
			else if (event.key === 'ArrowDown') this.#actions.goToList();
			else if (event.key === 'Enter') this.#search();
			else return;
			event.preventDefault();
		});
		this.#kind.addEventListener('change', () => this.#actions.showKind(kinds.find((one) => one === this.#kind.value)));
		this.#chapter.addEventListener('change', () =>
			this.#actions.showUpTo(this.#chapter.value === '' ? undefined : Number(this.#chapter.value)),
		);
	}

	#search(): void {
		clearTimeout(this.#timer);
		this.#showClear();
		this.#actions.search(this.#input.value);
	}

	#showClear(): void {
		this.#clear.hidden = this.#input.value === '';
	}
}
