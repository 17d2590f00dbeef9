import type { MemoryProtocol, ShownEntry } from '../../protocol/memory.js';
import type { HostChannel } from '../hostChannel.js';
import type { PageNotices } from '../pageNotices.js';
import { EditForm } from './editForm.js';
import type { EntryCard } from './entryCard.js';
import type { Draft, PageState } from './pageState.js';
import { words } from './words.js';

export interface EditingParts {
	readonly channel: HostChannel<MemoryProtocol>;
	readonly state: PageState;
	readonly notices: PageNotices;
	/** Where the form stands while the card of its entry is not shown. */
	readonly otherwise: HTMLElement;
	cards(): readonly EntryCard[];
	/** The form is gone, and the focus with it. */
	done(): void;
}

/** What somebody is writing survives whatever happens to the list, the page and the window, until it is saved. */
export class Editing {
	readonly #parts: EditingParts;
	readonly #form: EditForm;

	constructor(parts: EditingParts) {
		this.#parts = parts;
		this.#form = new EditForm({
			keep: (draft) => parts.state.change({ draft }),
			save: (draft) => void this.#save(draft),
			cancel: (draft) => this.#putAside(draft),
		});
		if (parts.state.value.draft !== undefined) this.#form.begin(parts.state.value.draft);
	}

	/** The whole text is asked for first. What was being written of another entry is put aside, and offered. */
	async begin({ id, title }: ShownEntry): Promise<void> {
		const { draft } = this.#form;
		if (draft?.id === id) return this.#form.focus();
		const { text } = await this.#parts.channel.ask('read', { id });
		if (draft !== undefined) this.#putAside(draft);
		this.#take({ id, title, text, before: text });
	}

	/** The cards have changed. */
	place(): void {
		const { draft } = this.#form;
		if (draft === undefined) return;
		const card = this.#parts.cards().find(({ entry }) => entry.id === draft.id);
		this.#form.place(card?.element, this.#parts.otherwise);
	}

	#take(draft: Draft): void {
		this.#form.begin(draft);
		this.#parts.state.change({ draft });
		this.place();
		this.#form.focus();
	}

	#end(): void {
		this.#form.end();
		this.#parts.state.change({ draft: undefined });
		this.#parts.done();
	}

	async #save({ id, text, before }: Draft): Promise<void> {
		try {
			if (text !== before) await this.#parts.channel.ask('edit', { id, text });
			this.#end();
			this.#parts.notices.say(words.saved);
		} catch (error) {
			this.#parts.notices.fail(error);
		}
	}

	#putAside(draft: Draft): void {
		this.#end();
		if (draft.text === draft.before) return;
		const action = { label: words.takeUp, press: () => this.#take(draft) };
		this.#parts.notices.show({ text: words.dropped, action });
	}
}
