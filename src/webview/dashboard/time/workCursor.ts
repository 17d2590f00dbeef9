import { element, setAttribute, svgElement } from '../../element.js';
import { Redrawn } from '../../redrawn.js';
import { setLength } from '../meter.js';
import type { TimelineCanvas } from './timelineCanvas.js';
import { showing, type TimelineWindow } from './timelineWindow.js';
import type { Work } from './work.js';
import { workAfterKey } from './workSteps.js';
import { linesOf } from './workWords.js';

export interface WorkCursorParts {
	window(): TimelineWindow;
	wallMs(): number;
	stages(): readonly string[];
	lanes(): readonly (readonly Work[])[];
	look(window: TimelineWindow): void;
}

/** The piece of work that has the keyboard, and the one that is pointed at, with all that is known of it beside it. */
export class WorkCursor {
	/** What is known of the piece of work; readers have it from the piece itself. */
	readonly tip = element('div', { class: 'tip', 'aria-hidden': 'true', hidden: '' });
	readonly #tipLines = new Redrawn<readonly string[]>(this.tip, tipLines);
	readonly #canvas: TimelineCanvas;
	readonly #parts: WorkCursorParts;
	/** Two that take turns: readers say what another element has that gets the focus. */
	readonly #frames = [frame(), frame()] as const;
	#turn = 0;
	#focused: Work | undefined;
	#pointed: Work | undefined;
	#isTipWanted = true;

	constructor(canvas: TimelineCanvas, parts: WorkCursorParts) {
		this.#canvas = canvas;
		this.#parts = parts;
		canvas.element.append(...this.#frames);
		for (const one of this.#frames) {
			one.addEventListener('focus', () => this.#bringIntoView());
			one.addEventListener('blur', () => this.draw());
		}
	}

	/** Other work is shown. What was focused is found again where it still is. */
	take(works: readonly Work[], isOtherRun: boolean): void {
		const before = isOtherRun ? undefined : this.#focused;
		const same = before && works.find((work) => isSame(work, before));
		this.#focused = same ?? works.find(({ isOnCriticalPath }) => isOnCriticalPath) ?? works[0];
		const pointed = isOtherRun ? undefined : this.#pointed;
		this.#pointed = pointed && works.find((work) => isSame(work, pointed));
	}

	point(work: Work | undefined): void {
		if (work === this.#pointed) return;
		this.#pointed = work;
		this.#isTipWanted = true;
		this.draw();
	}

	/** The keyboard goes to it. */
	focus(work: Work): void {
		if (work !== this.#focused) this.#turn = 1 - this.#turn;
		this.#focused = work;
		this.#isTipWanted = true;
		this.draw();
		this.#frame.focus({ preventScroll: true });
		this.#bringIntoView();
	}

	/** @returns whether the key leads anywhere */
	move(key: string): boolean {
		const next = this.#focused && workAfterKey(key, this.#parts.lanes(), this.#focused);
		if (next !== undefined) this.focus(next);
		return next !== undefined;
	}

	/** @returns whether there was anything to hide */
	hideTip(): boolean {
		const wasShown = !this.tip.hidden;
		this.#isTipWanted = false;
		this.draw();
		return wasShown;
	}

	draw(): void {
		const work = this.#focused;
		this.#frames.forEach((one, at) => {
			const isCurrent = work !== undefined && at === this.#turn;
			one.toggleAttribute('hidden', !isCurrent);
			setAttribute(one, 'tabindex', isCurrent ? '0' : '-1');
		});
		if (work !== undefined) this.#drawFrame(work);
		this.#drawTip();
	}

	get #frame(): SVGRectElement {
		return this.#frames[this.#turn === 0 ? 0 : 1];
	}

	#drawFrame(work: Work): void {
		const { x, y, width, height } = this.#boxOf(work);
		for (const [name, value] of Object.entries({ x, y, width: Math.max(3, width), height })) {
			setAttribute(this.#frame, name, String(Math.round(value * 10) / 10));
		}
		setAttribute(this.#frame, 'aria-label', linesOf(work, this.#parts.stages()).join(', '));
	}

	#drawTip(): void {
		const isFocused = document.activeElement === this.#frame;
		const work = this.#pointed ?? (isFocused ? this.#focused : undefined);
		this.tip.hidden = work === undefined || !this.#isTipWanted;
		if (work === undefined) return;
		this.#tipLines.draw(linesOf(work, this.#parts.stages()));
		const { x, y, width, height } = this.#boxOf(work);
		const middle = Math.min(this.#canvas.width, Math.max(0, x + width / 2));
		const percent = (100 * middle) / this.#canvas.width;
		setLength(this.tip, 'left', percent);
		this.tip.classList.toggle('from-right', percent > 60);
		this.tip.style.top = `${Math.round(y + height + 4)}px`;
	}

	#boxOf(work: Work): DOMRectReadOnly {
		return this.#canvas.boxOf(work, this.#parts.lanes().length, this.#parts.window());
	}

	#bringIntoView(): void {
		if (this.#focused === undefined) return;
		const window = this.#parts.window();
		const moved = showing(window, this.#parts.wallMs(), this.#focused);
		if (moved === window) this.draw();
		else this.#parts.look(moved);
	}
}

function frame(): SVGRectElement {
	return svgElement('rect', { class: 'cursor', role: 'img', rx: '3', tabindex: '-1' });
}

function isSame(one: Work, other: Work): boolean {
	return one.lane === other.lane && one.startMs === other.startMs && one.stage === other.stage;
}

function tipLines(lines: readonly string[]): readonly Node[] {
	return lines.map((line, at) => element(at === 0 ? 'strong' : 'span', {}, line));
}
