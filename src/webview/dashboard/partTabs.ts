import type { DashboardPart } from '../../protocol/dashboard.js';
import { element, setAttribute } from '../element.js';
import { words } from './words.js';

/** The parts of the page as tabs: arrow keys, Home and End go from one to the next. */
export class PartTabs {
	readonly element = element('div', { role: 'tablist', class: 'tabs', 'aria-label': words.parts });
	readonly #tabs: ReadonlyMap<DashboardPart, HTMLButtonElement>;

	constructor(parts: readonly DashboardPart[], choose: (part: DashboardPart) => void) {
		this.#tabs = new Map(parts.map((part) => [part, tabOf(part)]));
		for (const [part, tab] of this.#tabs) tab.addEventListener('click', () => choose(part));
		this.element.append(...this.#tabs.values());
		this.element.addEventListener('keydown', (event) => {
			const part = partAfter(event.key, parts, this.#focused());
			if (part === undefined) return;
			event.preventDefault();
			choose(part);
			this.#tabs.get(part)?.focus();
		});
	}

	draw(chosen: DashboardPart): void {
		for (const [part, tab] of this.#tabs) {
			setAttribute(tab, 'aria-selected', String(part === chosen));
			setAttribute(tab, 'tabindex', part === chosen ? '0' : '-1');
		}
	}

	#focused(): DashboardPart | undefined {
		for (const [part, tab] of this.#tabs) if (tab === document.activeElement) return part;
		return undefined;
	}
}

function tabOf(part: DashboardPart): HTMLButtonElement {
	return element(
		'button',
		{ type: 'button', role: 'tab', id: `tab-${part}`, 'aria-controls': `part-${part}` },
		words[part],
	);
}

function partAfter(
	key: string,
	parts: readonly DashboardPart[],
	focused: DashboardPart | undefined,
): DashboardPart | undefined {
	if (focused === undefined) return undefined;
	const at = parts.indexOf(focused);
	switch (key) {
		case 'ArrowRight':
			return parts[(at + 1) % parts.length];
		case 'ArrowLeft':
			return parts.at(at - 1);
		case 'Home':
			return parts[0];
		case 'End':
			return parts.at(-1);
		default:
			return undefined;
	}
}
