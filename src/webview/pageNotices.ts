import { Announcer } from './announcer.js';
import { NoticeBar, type Notice } from './noticeBar.js';

/** What a page has to say, to those who see it and to those who hear it. */
export class PageNotices {
	readonly #bar: NoticeBar;
	readonly #announcer = new Announcer();
	readonly elements: readonly HTMLElement[];

	/** @param dismiss the label of the button that takes a notice away */
	constructor(dismiss: string) {
		this.#bar = new NoticeBar(dismiss);
		this.elements = [this.#bar.element, this.#announcer.element];
	}

	/** What is plain to see, for those who hear it. */
	say(text: string): void {
		this.#announcer.say(text);
	}

	show(notice: Notice): void {
		this.#bar.show(notice);
		this.#announcer.say([notice.text, ...(notice.action === undefined ? [] : [notice.action.label])].join(' '));
	}

	hide(): void {
		this.#bar.hide();
	}

	/** Takes up what the notice that is shown offers. @returns whether it offers anything */
	answer(): boolean {
		return this.#bar.answer();
	}

	fail(error: unknown): void {
		this.show({ text: error instanceof Error ? error.message : String(error) });
	}
}
