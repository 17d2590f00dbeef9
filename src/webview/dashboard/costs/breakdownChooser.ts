import { breakdowns, type Breakdown } from '../../../protocol/dashboard.js';
import { element } from '../../element.js';
import { words } from '../words.js';

/** By what costs are broken down. */
export class BreakdownChooser {
	readonly element = element('fieldset', { class: 'chooser' }, element('legend', { class: 'unseen' }, words.breakdown));

	constructor(chosen: Breakdown, choose: (breakdown: Breakdown) => void) {
		for (const breakdown of breakdowns) {
			const input = element('input', { type: 'radio', name: 'breakdown', value: breakdown });
			input.checked = breakdown === chosen;
			input.addEventListener('change', () => choose(breakdown));
			this.element.append(element('label', {}, input, element('span', {}, words[`by_${breakdown}`])));
		}
	}
}
