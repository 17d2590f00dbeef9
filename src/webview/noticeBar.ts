import { element } from './element.js';
import { iconButton, textButton } from './iconButton.js';

export interface Notice {
	readonly text: string;
	/** What can be done about it. */
	readonly action?: { readonly label: string; press(): void };
}

/** One sentence at the foot of a page, until it is answered or the next one comes: it does not run away from slow readers. */
export class NoticeBar {
	readonly element = element('div', { class: 'notice', hidden: '' });
	readonly #dismiss: string;
	#notice: Notice | undefined;

	/** @param dismiss the label of its button */
	constructor(dismiss: string) {
		this.#dismiss = dismiss;
	}

	show(notice: Notice): void {
		this.#notice = notice;
		const { text, action } = notice;
		const answer = action === undefined ? [] : [textButton(action.label, 'link', () => void this.answer())];
		const close = iconButton('cross', this.#dismiss, () => this.hide());
		this.element.replaceChildren(element('span', {}, text), ...answer, close);
		this.element.hidden = false;
	}

	hide(): void {
		this.#notice = undefined;
		this.element.hidden = true;
		this.element.replaceChildren();
	}

	/** @returns whether there is anything to do about it */
	answer(): boolean {
		const action = this.#notice?.action;
		if (action === undefined) return false;
		this.hide();
		action.press();
		return true;
	}
}
