import { element, setAttribute } from '../element.js';

/** A chart, drawn anew when what it shows or its width is another one. */
export class PlotFigure {
	readonly element: HTMLElement;
	#drawn = '';
	#width = 0;
	#make: ((width: number) => Element) | undefined;
	readonly #label: string;

	constructor(label: string) {
		this.#label = label;
		this.element = element('div', { class: 'plot', role: 'img' });
		new ResizeObserver(() => this.#fit()).observe(this.element);
	}

	/**
	 * @param drawn stands for what is shown: the same again draws nothing
	 * @param described what it shows, for those who do not see it
	 * @param make a chart of a width in pixels
	 */
	draw(drawn: string, described: string, make: (width: number) => Element): void {
		this.#make = make;
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		setAttribute(this.element, 'aria-label', `${this.#label}: ${described}`);
		this.#redraw();
	}

	#fit(): void {
		const width = Math.floor(this.element.clientWidth);
		if (width === this.#width) return;
		this.#width = width;
		this.#redraw();
	}

	#redraw(): void {
		if (this.#make === undefined || this.#width === 0) return;
		const chart = this.#make(this.#width);
		// The page's policy lets no style in that is not its own; these rules stand there.
		for (const style of chart.querySelectorAll('style')) style.remove();
		chart.setAttribute('aria-hidden', 'true');
		this.element.replaceChildren(chart);
	}
}
