import type { AlertShown } from '../../../protocol/dashboard.js';
import { element, setText } from '../../element.js';
import { KeyedList, type Piece } from '../../keyedList.js';
import { formats } from '../formats.js';
import { LevelMark } from '../levelMark.js';
import { words } from '../words.js';

/** What there was to be said of the budget, newest first. */
export class AlertList {
	readonly element: HTMLElement;
	readonly #none = element('p', { class: 'muted' }, words.noAlerts);
	readonly #list = element('ol', { class: 'alerts' });
	readonly #alerts = new KeyedList<AlertShown>(
		this.#list,
		(alert) => JSON.stringify(alert),
		() => new AlertLine(),
	);

	constructor() {
		this.element = element('section', { class: 'card' }, element('h2', {}, words.alerts), this.#none, this.#list);
	}

	draw(alerts: readonly AlertShown[]): void {
		this.#none.hidden = alerts.length > 0;
		this.#list.hidden = alerts.length === 0;
		this.#alerts.draw(alerts);
	}
}

class AlertLine implements Piece<AlertShown> {
	readonly #mark = new LevelMark();
	readonly #sentence = element('span', { class: 'alert-sentence' });
	readonly #at = element('time', { class: 'muted' });
	readonly element = element('li', {}, this.#mark.element, this.#sentence, this.#at);

	update({ at, level, sentence }: AlertShown): void {
		this.#mark.draw(level);
		setText(this.#sentence, sentence);
		setText(this.#at, formats.moment(at));
		this.#at.dateTime = new Date(at).toISOString();
	}
}
