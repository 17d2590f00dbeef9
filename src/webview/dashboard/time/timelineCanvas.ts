import { setAttribute, setText, svgElement } from '../../element.js';
import { clockTime } from '../numberFormats.js';
import { words } from '../words.js';
import { stretchOf, timelinePaths } from './timelinePaths.js';
import { ticksOf, type TimelineWindow } from './timelineWindow.js';
import type { Work } from './work.js';
import { workAt } from './workSteps.js';

const hues = 10;
const axisHeight = 22;
const tickRoom = 90;
/** Pixels beside a bar that still mean it. */
const reach = 3;

/** Which of the hues a stage has. */
export function hueOf(stage: number): number {
	return stage % hues;
}

/** Draws the work that is in view into a few paths, so that it can be moved at the speed of a hand. */
export class TimelineCanvas {
	readonly element = svgElement('svg', { class: 'canvas', role: 'group', 'aria-label': words.timeline });
	readonly #axis = svgElement('g', { class: 'axis', 'aria-hidden': 'true' });
	readonly #bars = svgElement('g', { 'aria-hidden': 'true' });
	readonly #underlines = svgElement('path', { class: 'underlines', 'aria-hidden': 'true' });
	readonly #failures = svgElement('path', { class: 'failures', 'aria-hidden': 'true' });
	readonly #openEnds = svgElement('path', { class: 'open-ends', 'aria-hidden': 'true' });
	readonly #stages: { readonly besides: SVGPathElement; readonly critical: SVGPathElement }[] = [];
	readonly #ticks: { readonly line: SVGLineElement; readonly text: SVGTextElement }[] = [];

	constructor() {
		this.element.append(this.#axis, this.#bars, this.#underlines, this.#failures, this.#openEnds);
	}

	get width(): number {
		return Math.max(1, this.element.clientWidth);
	}

	draw(lanes: readonly (readonly Work[])[], stageCount: number, window: TimelineWindow): void {
		const laneHeight = laneHeightOf(lanes.length);
		const { width } = this;
		const height = lanes.length * laneHeight;
		setAttribute(this.element, 'height', String(height + axisHeight));
		this.#drawAxis(window, width, height);
		const paths = timelinePaths(lanes, stageCount, window, { width, laneHeight });
		this.#growTo(stageCount);
		this.#stages.forEach(({ besides, critical }, at) => {
			setAttribute(besides, 'd', paths.stages[at]?.besides ?? '');
			setAttribute(critical, 'd', paths.stages[at]?.critical ?? '');
		});
		setAttribute(this.#underlines, 'd', paths.underlines);
		setAttribute(this.#failures, 'd', paths.failures);
		setAttribute(this.#openEnds, 'd', paths.openEnds);
	}

	/** Where a piece of work is drawn, in pixels. */
	boxOf(work: Work, lanes: number, window: TimelineWindow): DOMRectReadOnly {
		const laneHeight = laneHeightOf(lanes);
		const { from, to } = stretchOf(work, window, this.width);
		return new DOMRectReadOnly(from, work.lane * laneHeight + 1, to - from, laneHeight - 2);
	}

	workAt(lanes: readonly (readonly Work[])[], { from, to }: TimelineWindow, x: number, y: number): Work | undefined {
		const lane = lanes[Math.floor(y / laneHeightOf(lanes.length))];
		const msAPixel = (to - from) / this.width;
		return lane && workAt(lane, from + x * msAPixel, reach * msAPixel);
	}

	#growTo(stageCount: number): void {
		while (this.#stages.length < stageCount) {
			const hue = `stage-${hueOf(this.#stages.length)}`;
			const besides = svgElement('path', { class: `besides ${hue}` });
			const critical = svgElement('path', { class: `critical ${hue}` });
			this.#bars.append(besides, critical);
			this.#stages.push({ besides, critical });
		}
	}

	#drawAxis(window: TimelineWindow, width: number, height: number): void {
		const { stepMs, times } = ticksOf(window, width / tickRoom);
		times.forEach((time, at) => {
			const { line, text } = this.#tick(at);
			const x = String(Math.round(((time - window.from) / (window.to - window.from)) * width * 10) / 10);
			for (const name of ['x1', 'x2']) setAttribute(line, name, x);
			setAttribute(line, 'y2', String(height));
			setAttribute(text, 'x', x);
			setAttribute(text, 'y', String(height + axisHeight - 6));
			setAttribute(text, 'text-anchor', Number(x) < 16 ? 'start' : Number(x) > width - 24 ? 'end' : 'middle');
			setText(text, clockTime(time, stepMs));
		});
		for (const { line, text } of this.#ticks.splice(times.length)) [line, text].forEach((part) => part.remove());
	}

	#tick(at: number): { readonly line: SVGLineElement; readonly text: SVGTextElement } {
		const there = this.#ticks[at];
		if (there !== undefined) return there;
		const made = { line: svgElement('line', { y1: '0' }), text: svgElement('text') };
		this.#axis.append(made.line, made.text);
		this.#ticks.push(made);
		return made;
	}
}

/** Many lanes are narrow ones, so that all of them can be seen. */
function laneHeightOf(lanes: number): number {
	return lanes <= 4 ? 30 : lanes <= 8 ? 26 : lanes <= 14 ? 20 : 16;
}
