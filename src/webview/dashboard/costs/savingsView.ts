import type { ReadyDashboard } from '../../../protocol/dashboard.js';
import { element } from '../../element.js';
import { Figure } from '../figure.js';
import { formats } from '../formats.js';
import { words } from '../words.js';

/** What caches and batches have saved. */
export class SavingsView {
	readonly #cache = new Figure(words.savedByCache);
	readonly #batch = new Figure(words.savedByBatch);
	readonly #share = new Figure(words.cachedShare);
	readonly element = element(
		'section',
		{ class: 'card', 'aria-label': words.savings },
		element(
			'dl',
			{ class: 'figures large' },
			...[this.#cache, this.#batch, this.#share].map((figure) => figure.element),
		),
	);

	draw({ cache, batch, cachedShare }: ReadyDashboard['savings']): void {
		this.#cache.draw(formats.money(cache));
		this.#batch.draw(formats.money(batch));
		this.#share.draw(formats.percent(cachedShare));
	}
}
