import type { BudgetLevel } from '../../protocol/dashboard.js';
import { element, setText } from '../element.js';
import { icon, setIcon, type IconName } from '../icon.js';
import { words } from './words.js';

const shapes: Readonly<Record<BudgetLevel, IconName>> = {
	fine: 'check',
	info: 'circle',
	warning: 'triangle',
	critical: 'diamond',
	exceeded: 'octagon',
};

/** How serious it is, by shape and word as well as by colour. */
export class LevelMark {
	readonly #icon = icon('check');
	readonly #word = element('span');
	readonly element = element('span', { class: 'level' }, this.#icon, this.#word);

	draw(level: BudgetLevel): void {
		this.element.dataset['level'] = level;
		setIcon(this.#icon, shapes[level]);
		setText(this.#word, words[level]);
	}
}
