import { element } from '../element.js';
import { textButton } from '../iconButton.js';
import type { Draft } from './pageState.js';
import { words } from './words.js';

export interface EditActions {
	/** What is being written has changed; undefined when it is done with. */
	keep(draft: Draft | undefined): void;
	save(draft: Draft): void;
	/** Put aside, changed or not. */
	cancel(draft: Draft): void;
}

/** Where the text of one memory is written, in its card or, while that is not shown, above all of them. */
export class EditForm {
	readonly element: HTMLElement;
	readonly #actions: EditActions;
	readonly #title = element('p', { class: 'meta' });
	readonly #text = element('textarea', { 'aria-label': words.textOfMemory, rows: '4', maxlength: '20000' });
	#draft: Draft | undefined;

	constructor(actions: EditActions) {
		this.#actions = actions;
		const save = textButton(words.save, 'primary', () => this.#save());
		const cancel = textButton(words.cancel, 'secondary', () => this.#cancel());
		this.element = element(
			'div',
			{ class: 'edit', role: 'group', 'aria-label': words.edit },
			this.#title,
			this.#text,
			element('div', { class: 'buttons' }, save, cancel),
		);
		this.#listen();
	}

	get draft(): Draft | undefined {
		return this.#draft;
	}

	begin(draft: Draft): void {
		this.#draft = draft;
		this.#title.textContent = draft.title;
		this.#text.value = draft.text;
	}

	end(): void {
		this.#draft = undefined;
		this.element.remove();
	}

	/** Stays where it is, focus and all, when it is there already. @param owner the card, undefined for none */
	place(owner: HTMLElement | undefined, otherwise: HTMLElement): void {
		if (this.#draft === undefined) return;
		this.#title.hidden = owner !== undefined;
		const parent = owner ?? otherwise;
		if (this.element.parentElement === parent) return;
		this.element.parentElement?.classList.remove('editing');
		parent.append(this.element);
		owner?.classList.add('editing');
	}

	focus(): void {
		this.#text.focus();
		this.#text.setSelectionRange(this.#text.value.length, this.#text.value.length);
	}

	#listen(): void {
		this.#text.addEventListener('input', () => {
			if (this.#draft === undefined) return;
			this.#draft = { ...this.#draft, text: this.#text.value };
			this.#actions.keep(this.#draft);
		});
		this.element.addEventListener('keydown', (event) => {
			if (event.key === 'Escape') this.#cancel();
			else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#save();
			else return;
			event.preventDefault();
		});
		for (const name of ['click', 'dblclick']) this.element.addEventListener(name, (event) => event.stopPropagation());
	}

	#save(): void {
		if (this.#draft !== undefined) this.#actions.save(this.#draft);
	}

	#cancel(): void {
		if (this.#draft !== undefined) this.#actions.cancel(this.#draft);
	}
}
