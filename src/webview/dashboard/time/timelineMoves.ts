import type { TimelineCanvas } from './timelineCanvas.js';
import type { TimelineWindow } from './timelineWindow.js';
import type { Work } from './work.js';
import type { WorkCursor } from './workCursor.js';

/** What can be moved. */
export interface MovableTimeline {
	readonly window: TimelineWindow;
	/** Undefined for the whole run. */
	look(window: TimelineWindow | undefined): void;
	/** @param at what stays where it is, in milliseconds since the run began */
	zoom(factor: number, at: number): void;
	zoomIn(): void;
	zoomOut(): void;
	/** @param share of what is in view */
	pan(share: number): void;
	panEarlier(): void;
	panLater(): void;
	/** @param x and @param y pixels from the upper left */
	workAt(x: number, y: number): Work | undefined;
}

/** Pixels of a wheel that make it twice as close. */
const wheelToDouble = 240;
/** A hand that presses moves this many pixels without meaning to. */
const unmeant = 3;

/** What pointer, wheel and keys do to a timeline. */
export class TimelineMoves {
	readonly #canvas: TimelineCanvas;
	readonly #cursor: WorkCursor;
	readonly #view: MovableTimeline;
	#drag: { readonly pointer: number; readonly startX: number; lastX: number; isMeant: boolean } | undefined;

	constructor(canvas: TimelineCanvas, cursor: WorkCursor, view: MovableTimeline) {
		this.#canvas = canvas;
		this.#cursor = cursor;
		this.#view = view;
	}

	listen(): void {
		const { element } = this.#canvas;
		element.addEventListener('keydown', (event) => {
			if (this.#press(event)) event.preventDefault();
		});
		element.addEventListener('wheel', (event) => this.#turnWheel(event), { passive: false });
		element.addEventListener('pointerdown', (event) => this.#begin(event));
		element.addEventListener('pointermove', (event) => this.#move(event));
		element.addEventListener('pointerup', (event) => this.#end(event));
		element.addEventListener('pointercancel', () => (this.#drag = undefined));
		element.addEventListener('pointerleave', () => this.#cursor.point(undefined));
	}

	#press({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
		if (ctrlKey || metaKey || altKey) return false;
		if (shiftKey && key === 'ArrowLeft') this.#view.panEarlier();
		else if (shiftKey && key === 'ArrowRight') this.#view.panLater();
		else if (key === '+' || key === '=') this.#view.zoomIn();
		else if (key === '-') this.#view.zoomOut();
		else if (key === '0') this.#view.look(undefined);
		else if (key === 'Escape') return this.#cursor.hideTip();
		else return this.#cursor.move(key);
		return true;
	}

	/** The wheel scrolls the page, except with Ctrl, as a pinch has it, or sideways. */
	#turnWheel(event: WheelEvent): void {
		const { from, to } = this.#view.window;
		const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
		if (event.ctrlKey) {
			const at = from + ((to - from) * this.#place(event).x) / this.#canvas.width;
			this.#view.zoom(2 ** (-event.deltaY / wheelToDouble), at);
		} else if (isSideways) this.#view.pan((event.deltaX || event.deltaY) / this.#canvas.width);
		else return;
		event.preventDefault();
	}

	#begin(event: PointerEvent): void {
		if (event.button !== 0) return;
		this.#drag = { pointer: event.pointerId, startX: event.clientX, lastX: event.clientX, isMeant: false };
	}

	#move(event: PointerEvent): void {
		const drag = this.#drag;
		if (drag === undefined || event.buttons === 0) return this.#point(event);
		if (!drag.isMeant && Math.abs(event.clientX - drag.startX) <= unmeant) return;
		if (!drag.isMeant) this.#canvas.element.setPointerCapture(drag.pointer);
		drag.isMeant = true;
		this.#cursor.point(undefined);
		this.#view.pan((drag.lastX - event.clientX) / this.#canvas.width);
		drag.lastX = event.clientX;
	}

	#end(event: PointerEvent): void {
		const wasDragged = this.#drag?.isMeant === true;
		this.#drag = undefined;
		const work = this.#workUnder(event);
		if (!wasDragged && work !== undefined) this.#cursor.focus(work);
	}

	#point(event: PointerEvent): void {
		this.#cursor.point(this.#workUnder(event));
	}

	#workUnder(event: PointerEvent): Work | undefined {
		const { x, y } = this.#place(event);
		return this.#view.workAt(x, y);
	}

	/** Pixels from the upper left of the canvas. */
	#place({ clientX, clientY }: MouseEvent): { readonly x: number; readonly y: number } {
		const { left, top } = this.#canvas.element.getBoundingClientRect();
		return { x: clientX - left, y: clientY - top };
	}
}
