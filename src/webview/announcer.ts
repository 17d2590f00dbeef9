import { element } from './element.js';

/** Tells those who hear the page what others see happen. */
export class Announcer {
	readonly element = element('p', { role: 'status', class: 'unseen' });

	/** The same words twice are said twice. */
	say(text: string): void {
		this.element.textContent = '';
		requestAnimationFrame(() => (this.element.textContent = text));
	}
}
