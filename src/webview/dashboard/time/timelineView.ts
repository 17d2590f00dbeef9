import type { Timeline } from '../../../protocol/timeline.js';
import { element } from '../../element.js';
import { filled } from '../../filled.js';
import { iconButton } from '../../iconButton.js';
import { Redrawn } from '../../redrawn.js';
import type { IconName } from '../../icon.js';
import { words } from '../words.js';
import { hueOf, TimelineCanvas } from './timelineCanvas.js';
import { TimelineMoves, type MovableTimeline } from './timelineMoves.js';
import { panned, wholeRun, zoomed, type TimelineWindow } from './timelineWindow.js';
import { WorkCursor } from './workCursor.js';
import { lanesOf, worksOf, type Work } from './work.js';

const zoomStep = 1.6;
const panStep = 0.3;

/** What a run did when, lane by lane: to be looked at more closely, moved along and walked through. */
export class TimelineView implements MovableTimeline {
	readonly element: HTMLElement;
	readonly #canvas = new TimelineCanvas();
	readonly #cursor: WorkCursor;
	readonly #legend = element('ul', { class: 'legend' });
	readonly #legendLines = new Redrawn<Timeline['stages']>(this.#legend, legendOf);
	readonly #leftOut = element('p', { class: 'muted' });
	#timeline: Timeline = { wallMs: 0, lanes: 0, stages: [], bars: [], leftOut: 0 };
	#lanes: readonly (readonly Work[])[] = [];
	/** Undefined for the whole run, however long it becomes. */
	#window: TimelineWindow | undefined;
	#run = '';
	#drawn = '';
	#isDue = false;

	constructor() {
		this.#cursor = new WorkCursor(this.#canvas, {
			window: () => this.window,
			wallMs: () => this.#timeline.wallMs,
			stages: () => this.#timeline.stages,
			lanes: () => this.#lanes,
			look: (window) => this.look(window),
		});
		new TimelineMoves(this.#canvas, this.#cursor, this).listen();
		new ResizeObserver(() => this.#drawSoon()).observe(this.#canvas.element);
		this.element = element(
			'div',
			{ class: 'timeline' },
			element('div', { class: 'timeline-tools', role: 'group', 'aria-label': words.timelineTools }, ...this.#buttons()),
			element('div', { class: 'timeline-frame' }, this.#canvas.element, this.#cursor.tip),
			this.#legend,
			this.#leftOut,
		);
	}

	get window(): TimelineWindow {
		return this.#window ?? wholeRun(this.#timeline.wallMs);
	}

	/** Another run is looked at as a whole; the same one stays where it is. */
	draw(run: string, timeline: Timeline): void {
		const drawn = JSON.stringify([run, timeline]);
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		const works = worksOf(timeline);
		this.#timeline = timeline;
		this.#lanes = lanesOf(works, timeline.lanes);
		if (run !== this.#run) this.#window = undefined;
		this.#cursor.take(works, run !== this.#run);
		this.#run = run;
		this.#legendLines.draw(timeline.stages);
		this.#leftOut.hidden = timeline.leftOut === 0;
		this.#leftOut.textContent = filled(words.leftOut, timeline.leftOut);
		this.#drawSoon();
	}

	look(window: TimelineWindow | undefined): void {
		const isWhole = window !== undefined && window.to - window.from >= this.#timeline.wallMs;
		this.#window = isWhole ? undefined : window;
		this.#drawSoon();
	}

	/** @param at what stays where it is; the middle when left out */
	zoom(factor: number, at = (this.window.from + this.window.to) / 2): void {
		this.look(zoomed(this.window, this.#timeline.wallMs, factor, at));
	}

	zoomIn(): void {
		this.zoom(zoomStep);
	}

	zoomOut(): void {
		this.zoom(1 / zoomStep);
	}

	/** @param share of what is in view */
	pan(share: number): void {
		const { from, to } = this.window;
		this.look(panned(this.window, this.#timeline.wallMs, share * (to - from)));
	}

	panEarlier(): void {
		this.pan(-panStep);
	}

	panLater(): void {
		this.pan(panStep);
	}

	/** The work where the pointer is. @param x and @param y pixels from the upper left */
	workAt(x: number, y: number): Work | undefined {
		return this.#canvas.workAt(this.#lanes, this.window, x, y);
	}

	/** Once a frame is as often as anybody can see it. */
	#drawSoon(): void {
		if (this.#isDue) return;
		this.#isDue = true;
		requestAnimationFrame(() => {
			this.#isDue = false;
			this.#canvas.draw(this.#lanes, this.#timeline.stages.length, this.window);
			this.#cursor.draw();
		});
	}

	#buttons(): readonly HTMLElement[] {
		const made: readonly [IconName, string, () => void][] = [
			['minus', words.zoomOut, () => this.zoomOut()],
			['plus', words.zoomIn, () => this.zoomIn()],
			['fit', words.zoomFit, () => this.look(undefined)],
			['left', words.panEarlier, () => this.panEarlier()],
			['chevron', words.panLater, () => this.panLater()],
		];
		return made.map(([name, label, press]) => iconButton(name, label, press));
	}
}

function legendOf(stages: Timeline['stages']): readonly Node[] {
	const marks = [
		element('li', {}, element('span', { class: 'swatch underlined' }), words.onCriticalPath),
		element('li', {}, element('span', { class: 'swatch failed' }), words.hasFailed),
	];
	return [
		...stages.map((stage, at) => element('li', {}, element('span', { class: `swatch stage-${hueOf(at)}` }), stage)),
		...marks,
	];
}
