import type { Footing } from '../../protocol/memory.js';
import { element } from '../element.js';

/** How memory stands, in a few sentences at the foot of the page. */
export class FootStrip {
	readonly element = element('footer');
	#drawn = '';

	draw(footing: Footing): void {
		const drawn = JSON.stringify(footing);
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		const { memories, sync, recall, backup } = footing;
		const health = recall && element('p', { class: recall.isHealthy ? 'well' : 'unwell' }, recall.sentence);
		const kept = [memories, ...(sync === undefined ? [] : [sync])].join(' · ');
		this.element.replaceChildren(
			element('p', {}, kept),
			...(health === undefined ? [] : [health]),
			...(backup === undefined ? [] : [element('p', {}, backup)]),
		);
	}
}
