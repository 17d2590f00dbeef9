import type { ShownEntry } from '../../protocol/memory.js';
import { element, setAttribute, setText } from '../element.js';
import { filled } from '../filled.js';
import { icon } from '../icon.js';
import { iconButton, textButton } from '../iconButton.js';
import type { EntryActions } from './entryActions.js';
import { markedText } from './markedText.js';
import { words } from './words.js';

let lastNumber = 0;

/** One memory. It is made once and brought up to date, so that focus and selections in it stay. */
export class EntryCard {
	readonly element: HTMLElement;
	readonly #actions: EntryActions;
	readonly #title = element('span', { class: 'kind' });
	readonly #place = element('span', { class: 'place' });
	readonly #pinned = element('span', { class: 'pinned', title: words.pinTip }, icon('pin'));
	readonly #text = element('p', { class: 'text' });
	readonly #more = textButton(words.more, 'link', () => this.toggle());
	readonly #why = element('p', { class: 'why' });
	readonly #names = element('p', { class: 'names' });
	readonly #stale = element('p', { class: 'stale' }, icon('changed'), words.stale);
	readonly #pin = iconButton('pin', words.pin, () => this.#actions.pin(this.#entry), words.pinTip);
	readonly #reveal = iconButton(
		'passage',
		words.reveal,
		() => this.#actions.reveal(this.#entry, true),
		words.revealTip,
	);
	#entry: ShownEntry;
	#drawn = '';

	constructor(entry: ShownEntry, actions: EntryActions) {
		this.#entry = entry;
		this.#actions = actions;
		const number = ++lastNumber;
		const meta = element('p', { class: 'meta', id: `meta-${number}` }, this.#title, this.#place, this.#pinned);
		this.#text.id = `text-${number}`;
		this.element = element(
			'article',
			{ class: 'entry', tabindex: '-1', 'aria-labelledby': `meta-${number} text-${number}` },
			meta,
			element('div', { class: 'actions' }, this.#reveal, this.#pin, ...this.#otherButtons()),
			element('div', { class: 'text-box' }, this.#text, this.#more),
			this.#names,
			this.#why,
			this.#stale,
		);
		this.#listen();
		this.update(entry);
	}

	get entry(): ShownEntry {
		return this.#entry;
	}

	update(entry: ShownEntry): void {
		this.#entry = entry;
		const drawn = JSON.stringify([entry, this.#actions.isOpened(entry)]);
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		const { id, kind, title, isPinned, isStale, hasPlace, why = '' } = entry;
		this.element.dataset['id'] = id;
		this.element.dataset['kind'] = kind;
		setText(this.#title, title);
		setText(this.#place, placeOf(entry));
		this.#pinned.hidden = !isPinned;
		setAttribute(this.#pin, 'aria-pressed', String(isPinned));
		this.#stale.hidden = !isStale;
		this.#reveal.hidden = !hasPlace;
		this.#why.hidden = why === '';
		setText(this.#why, why);
		this.#drawNames(entry.names);
		void this.#drawText();
	}

	/** Among many cards, one can be reached by the tab key, and what stands on it after it. */
	setReachable(reachable: boolean): void {
		const index = reachable ? '0' : '-1';
		setAttribute(this.element, 'tabindex', index);
		for (const button of this.element.querySelectorAll('button')) setAttribute(button, 'tabindex', index);
	}

	toggle(): void {
		this.#actions.setOpened(this.#entry, !this.#actions.isOpened(this.#entry));
		this.update(this.#entry);
	}

	/** Says whether there is more to read, once the card is where it can be measured. */
	measure(): void {
		const opened = this.#actions.isOpened(this.#entry);
		const isLong = this.#entry.isCut || this.#text.scrollHeight > this.#text.clientHeight + 1;
		this.#more.hidden = !opened && !isLong;
		setText(this.#more, opened ? words.less : words.more);
		setAttribute(this.#more, 'aria-expanded', String(opened));
	}

	async #drawText(): Promise<void> {
		const entry = this.#entry;
		const opened = this.#actions.isOpened(entry);
		this.#text.classList.toggle('clamped', !opened);
		this.#setText(entry.isCut ? `${entry.text} …` : entry.text, entry);
		this.measure();
		if (!opened || !entry.isCut) return;
		const whole = await this.#actions.wholeText(entry).catch(() => undefined);
		if (whole !== undefined && this.#entry === entry && this.#actions.isOpened(entry)) this.#setText(whole, entry);
	}

	#setText(text: string, { words: found = [] }: ShownEntry): void {
		this.#text.replaceChildren(...markedText(text, found));
	}

	#drawNames(names: readonly string[]): void {
		this.#names.hidden = names.length === 0;
		if (this.#names.textContent === names.join('')) return;
		this.#names.replaceChildren(
			...names.map((name) => {
				const button = textButton(name, 'link', () => this.#actions.searchFor(name));
				button.title = filled(words.nameTip, name);
				button.tabIndex = this.element.tabIndex;
				return button;
			}),
		);
	}

	#otherButtons(): readonly HTMLButtonElement[] {
		return [
			iconButton('pencil', words.edit, () => this.#actions.edit(this.#entry)),
			iconButton('bin', words.remove, () => this.#actions.remove(this.#entry)),
		];
	}

	#listen(): void {
		this.element.addEventListener('click', () => {
			// Who selects text wants the text.
			if (getSelection()?.isCollapsed !== false && this.#entry.hasPlace) this.#actions.reveal(this.#entry, false);
		});
		this.element.addEventListener('dblclick', () => {
			if (this.#entry.hasPlace) this.#actions.reveal(this.#entry, true);
		});
		this.element.addEventListener('keydown', (event) => {
			if (event.target === this.element && this.#press(event.key)) event.preventDefault();
		});
	}

	/** @returns whether the key meant something */
	#press(key: string): boolean {
		if (key === 'Enter' && this.#entry.hasPlace) this.#actions.reveal(this.#entry, true);
		else if (key === ' ') this.toggle();
		else if (key === 'F2') this.#actions.edit(this.#entry);
		else if (key === 'Delete') this.#actions.remove(this.#entry);
		else return false;
		return true;
	}
}

function placeOf({ chapter, scene }: ShownEntry): string {
	if (chapter === undefined) return words.wholeBook;
	return scene === undefined ? filled(words.chapter, chapter) : filled(words.chapterScene, chapter, scene);
}
