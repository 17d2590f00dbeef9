import {
	mostShown,
	tiers,
	type Kind,
	type MemoryProtocol,
	type MemorySnapshot,
	type MemoryStart,
	type ReadySnapshot,
	type ShownEntry,
	type ShownPart,
	type Tier,
} from '../../protocol/memory.js';
import { element } from '../element.js';
import { EmptyView } from '../emptyView.js';
import type { HostChannel } from '../hostChannel.js';
import { PageNotices } from '../pageNotices.js';
import { CardFocus } from './cardFocus.js';
import { Editing } from './editing.js';
import { emptyState } from './emptyState.js';
import type { EntryCard } from './entryCard.js';
import { EntryChanges } from './entryChanges.js';
import { FootStrip } from './footStrip.js';
import { FoundView, sentenceOf, type FoundActions } from './foundView.js';
import { earlier, later, step, type PageState } from './pageState.js';
import { SearchBar, type SearchActions } from './searchBar.js';
import { TierView, type TierActions } from './tierView.js';
import { words } from './words.js';

/** The host writes down what is kept. */
const scrollPauseMs = 200;

/** All that the Memory view shows, drawn anew from each snapshot. */
export class MemoryPage implements TierActions, FoundActions, SearchActions {
	readonly #channel: HostChannel<MemoryProtocol>;
	readonly #state: PageState;
	readonly #notices = new PageNotices(words.dismiss);
	readonly #changes: EntryChanges;
	readonly #search: SearchBar;
	readonly #tiers = tiers.map((tier) => new TierView(tier, this));
	readonly #found = new FoundView(this);
	readonly #foot = new FootStrip();
	readonly #formPlace = element('div', { class: 'form-place' });
	readonly #list = element('main', { 'aria-label': words.memory });
	readonly #empty = element('main', { class: 'empty-page', 'aria-label': words.memory });
	readonly #emptyView = new EmptyView<MemoryStart>((what) => void this.#start(what));
	readonly #focus: CardFocus;
	readonly #editing: Editing;
	#snapshot: ReadySnapshot | undefined;
	#said = '';
	#scrollTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(channel: HostChannel<MemoryProtocol>, state: PageState) {
		this.#channel = channel;
		this.#state = state;
		this.#changes = new EntryChanges(channel, this.#notices);
		this.#search = new SearchBar(this, state.value);
		this.#empty.append(this.#emptyView.element);
		this.#list.append(this.#formPlace, this.#found.element, ...this.#tiers.map((tier) => tier.element));
		const cards = (): readonly EntryCard[] => this.#cards();
		this.#focus = new CardFocus(this.#list, {
			cards,
			active: () => state.value.active,
			setActive: (active) => state.change({ active }),
			focusSearch: () => this.#search.focus(),
		});
		this.#editing = new Editing({
			channel,
			state,
			notices: this.#notices,
			otherwise: this.#formPlace,
			cards,
			done: () => this.#focus.focusActive(),
		});
	}

	/** Puts the page into the document and asks for what it is to show. */
	start(): void {
		document.body.append(this.#search.element, this.#list, this.#empty, ...this.#notices.elements, this.#foot.element);
		this.#showParts(false);
		this.#list.addEventListener('scroll', () => this.#keepScroll());
		new ResizeObserver(() => this.#measure()).observe(this.#list);
		document.addEventListener('keydown', (event) => this.#undoByKey(event));
		this.#channel.on('snapshot', (snapshot) => this.#draw(snapshot));
		this.#channel.on('editing', (entry) => this.edit(entry));
		this.#look();
	}

	pin(entry: ShownEntry): void {
		void this.#changes.pin(entry);
	}

	edit(entry: ShownEntry): void {
		this.#state.change({ active: entry.id });
		this.#editing.begin(entry).catch((error: unknown) => this.#notices.fail(error));
	}

	remove(entry: ShownEntry): void {
		this.#focus.leave(entry.id);
		void this.#changes.remove(entry);
	}

	reveal(entry: ShownEntry, takeFocus: boolean): void {
		void this.#changes.reveal(entry, takeFocus);
	}

	async wholeText({ id }: ShownEntry): Promise<string> {
		return (await this.#channel.ask('read', { id })).text;
	}

	isOpened({ id }: ShownEntry): boolean {
		return this.#state.value.opened.includes(id);
	}

	setOpened({ id }: ShownEntry, opened: boolean): void {
		const others = this.#state.value.opened.filter((one) => one !== id);
		this.#state.change({ opened: opened ? [...others, id] : others });
	}

	search(query: string): void {
		if (query === this.#state.value.query) return;
		this.#state.change({ query, matches: step });
		this.#look();
	}

	searchFor(name: string): void {
		this.#search.setQuery(name);
	}

	showKind(kind: Kind | undefined): void {
		this.#lookFromTheStart({ kind });
	}

	showUpTo(asOfChapter: number | undefined): void {
		this.#lookFromTheStart({ asOfChapter });
	}

	lookEverywhere(): void {
		this.#search.setKind(undefined);
		this.#lookFromTheStart({ kind: undefined, asOfChapter: undefined });
	}

	setTierOpen(tier: Tier, open: boolean): void {
		this.#state.change({ open: { ...this.#state.value.open, [tier]: open } });
		if (this.#snapshot !== undefined) this.#drawTiers(this.#snapshot);
		this.#look();
	}

	showLater(tier: Tier): void {
		this.#lookAt(tier, later);
	}

	showEarlier(tier: Tier): void {
		this.#lookAt(tier, earlier);
	}

	showMoreMatches(): void {
		this.#state.change({ matches: Math.min(mostShown, this.#state.value.matches + step) });
		this.#look();
	}

	goToList(): void {
		this.#focus.focusActive();
	}

	#lookAt(tier: Tier, move: (part: ShownPart) => ShownPart): void {
		const { parts } = this.#state.value;
		this.#state.change({ parts: { ...parts, [tier]: move(parts[tier]) } });
		this.#look();
	}

	#lookFromTheStart(filters: { readonly kind?: Kind | undefined; readonly asOfChapter?: number | undefined }): void {
		const first = { from: 0, count: step };
		this.#state.change({
			...filters,
			parts: { immediate: first, recent: first, archival: first },
			matches: step,
		});
		this.#look();
	}

	#look(): void {
		this.#channel.ask('look', this.#state.look()).catch((error: unknown) => this.#notices.fail(error));
	}

	async #start(what: MemoryStart): Promise<void> {
		await this.#channel.ask('start', { what }).catch((error: unknown) => this.#notices.fail(error));
	}

	#draw(snapshot: MemorySnapshot): void {
		const before = this.#snapshot;
		const isEmpty = snapshot.state !== 'ready' || snapshot.total === 0;
		this.#showParts(!isEmpty);
		if (isEmpty) return this.#emptyView.draw(emptyState(snapshot));
		this.#snapshot = snapshot;
		this.#search.draw(snapshot, this.#state.value);
		this.#foot.draw(snapshot.footing);
		this.#drawFound(snapshot);
		this.#drawTiers(snapshot);
		this.#editing.place();
		this.#focus.update();
		if (before?.found?.query !== snapshot.found?.query || before === undefined) this.#scrollToStart(snapshot);
	}

	/** A new search begins at its top; whoever comes back from one finds the list as they left it. */
	#scrollToStart({ found }: ReadySnapshot): void {
		this.#list.scrollTop = found === undefined ? this.#state.value.scrollTop : 0;
	}

	#keepScroll(): void {
		if (this.#scrollTimer !== undefined) return;
		this.#scrollTimer = setTimeout(() => {
			this.#scrollTimer = undefined;
			const isSearch = this.#snapshot?.found !== undefined || this.#state.value.query !== '';
			if (!isSearch) this.#state.change({ scrollTop: this.#list.scrollTop });
		}, scrollPauseMs);
	}
	#drawFound({ found }: ReadySnapshot): void {
		this.#found.element.hidden = found === undefined;
		if (found === undefined) {
			this.#found.list.draw([], 0, 0);
			this.#said = '';
			return;
		}
		this.#found.draw(found, this.#isFiltered, this.#state.value.matches < mostShown);
		const said = `${found.query}\n${sentenceOf(found)}`;
		if (said !== this.#said) this.#notices.say(sentenceOf(found));
		this.#said = said;
	}

	#drawTiers({ sections, found }: ReadySnapshot): void {
		for (const [at, tier] of tiers.entries()) {
			const view = this.#tiers[at];
			const section = sections[at];
			if (view !== undefined) view.element.hidden = found !== undefined || section === undefined;
			if (section !== undefined) view?.draw(section, this.#state.value.open[tier] === true, this.#isFiltered);
			// Entries have gone from under what was shown.
			if (section !== undefined && section.from > 0 && section.entries.length === 0) this.#lookAt(tier, earlier);
		}
		const isUndecided = this.#state.value.open.archival === undefined && !this.#isFiltered;
		if (isUndecided && isOnlyArchive(sections)) this.setTierOpen('archival', true);
	}

	get #isFiltered(): boolean {
		const { kind, asOfChapter } = this.#state.value;
		return kind !== undefined || asOfChapter !== undefined;
	}

	#measure(): void {
		for (const card of this.#cards()) card.measure();
	}

	#cards(): readonly EntryCard[] {
		const isSearch = this.#snapshot?.found !== undefined;
		const lists = isSearch ? [this.#found.list] : this.#tiers.map(({ list }) => list);
		return lists.flatMap(({ cards }) => cards);
	}

	#showParts(hasMemories: boolean): void {
		for (const part of [this.#search.element, this.#list, this.#foot.element]) part.hidden = !hasMemories;
		this.#empty.hidden = hasMemories;
	}

	/** In a text field, undo is the field's own. */
	#undoByKey(event: KeyboardEvent): void {
		const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
		const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
		if (isUndo && !isText && this.#notices.answer()) event.preventDefault();
	}
}

/** Whoever has nothing on the desk yet sees at once what there is. */
function isOnlyArchive(sections: ReadySnapshot['sections']): boolean {
	return sections.length > 0 && sections.every(({ tier, count }) => (tier === 'archival') === count > 0);
}
