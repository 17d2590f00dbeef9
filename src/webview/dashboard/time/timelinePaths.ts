import type { TimelineWindow } from './timelineWindow.js';
import type { Work } from './work.js';

export interface TimelineSize {
	/** Pixels of all that is drawn. */
	readonly width: number;
	readonly laneHeight: number;
}

/** Shapes of one look each, as path data. */
export interface TimelinePaths {
	/** By stage: work that the end of the run did not hang on, and work that it did. */
	readonly stages: readonly { readonly besides: string; readonly critical: string }[];
	/** A line beneath what is on the critical path. */
	readonly underlines: string;
	/** A cross on what has failed. */
	readonly failures: string;
	/** The open end of what still runs. */
	readonly openEnds: string;
}

const gap = 3;
const underline = 3;
const leastWidth = 1;

interface Stretch {
	from: number;
	to: number;
}

/** What of the work is in view, as few shapes: what would be narrower than a pixel becomes one with what is beside it. */
export function timelinePaths(
	lanes: readonly (readonly Work[])[],
	stageCount: number,
	window: TimelineWindow,
	size: TimelineSize,
): TimelinePaths {
	const besides = Array.from({ length: stageCount }, () => new StretchPath(size));
	const critical = Array.from({ length: stageCount }, () => new StretchPath(size));
	const underlines = new StretchPath(size, true);
	let failures = '';
	let openEnds = '';
	lanes.forEach((works, lane) => {
		for (const work of worksInView(works, window)) {
			const stretch = stretchOf(work, window, size.width);
			const isCritical = work.isOnCriticalPath;
			(isCritical ? critical : besides)[work.stage]?.add(lane, stretch);
			if (isCritical) underlines.add(lane, stretch);
			if (work.isFailed) failures += cross(lane, stretch, size);
			if (work.isRunning) openEnds += openEnd(lane, stretch, size);
		}
	});
	return {
		stages: besides.map((path, at) => ({ besides: path.data, critical: critical[at]?.data ?? '' })),
		underlines: underlines.data,
		failures,
		openEnds,
	};
}

/** The work of a lane that is in view. @param works by start, none beside another */
export function worksInView(works: readonly Work[], { from, to }: TimelineWindow): readonly Work[] {
	const first = firstEndingAfter(works, from);
	let last = first;
	while (last < works.length && (works[last]?.startMs ?? to) < to) last++;
	return works.slice(first, last);
}

/** Where the first one is that ends after a time, by bisection. */
export function firstEndingAfter(works: readonly Work[], time: number): number {
	let low = 0;
	let high = works.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((works[middle]?.endMs ?? 0) <= time) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** In pixels. */
export function stretchOf({ startMs, endMs }: Work, { from, to }: TimelineWindow, width: number): Stretch {
	const scale = width / (to - from);
	// Far beyond the edges, the numbers would grow too large to be drawn.
	const start = Math.max(-10, (startMs - from) * scale);
	const end = Math.min(width + 10, (endMs - from) * scale);
	return { from: start, to: Math.max(end, start + leastWidth) };
}

/** Rectangles of one look, put down lane by lane and from left to right. */
class StretchPath {
	readonly #size: TimelineSize;
	readonly #isUnderline: boolean;
	#data = '';
	#lane = -1;
	#open: Stretch | undefined;

	constructor(size: TimelineSize, isUnderline = false) {
		this.#size = size;
		this.#isUnderline = isUnderline;
	}

	add(lane: number, stretch: Stretch): void {
		const open = this.#open;
		const isNarrow = open !== undefined && Math.min(stretch.to - stretch.from, open.to - open.from) <= leastWidth;
		if (open !== undefined && lane === this.#lane && isNarrow && stretch.from - open.to < leastWidth) {
			open.to = Math.max(open.to, stretch.to);
			return;
		}
		this.#close();
		this.#lane = lane;
		this.#open = { ...stretch };
	}

	get data(): string {
		this.#close();
		return this.#data;
	}

	#close(): void {
		if (this.#open === undefined) return;
		const { laneHeight } = this.#size;
		const { from, to } = this.#open;
		// A gap between neighbours, where there is room for one.
		const width = to - from > 4 ? to - from - 1 : to - from;
		const top = this.#lane * laneHeight + (this.#isUnderline ? laneHeight - gap - underline : gap);
		const height = this.#isUnderline ? underline : laneHeight - 2 * gap;
		this.#data += `M${rounded(from)} ${top}h${rounded(width)}v${height}h${rounded(-width)}z`;
		this.#open = undefined;
	}
}

function cross(lane: number, { from, to }: Stretch, { laneHeight }: TimelineSize): string {
	const reach = Math.max(2, Math.min(4, (to - from) / 2, laneHeight / 2 - gap));
	const x = rounded((from + to) / 2);
	const y = lane * laneHeight + laneHeight / 2;
	return `M${x - reach} ${y - reach}l${2 * reach} ${2 * reach}M${x - reach} ${y + reach}l${2 * reach} ${-2 * reach}`;
}

function openEnd(lane: number, { to }: Stretch, { laneHeight }: TimelineSize): string {
	const top = lane * laneHeight + gap;
	const height = laneHeight - 2 * gap;
	return `M${rounded(to)} ${top}l5 ${height / 2}l-5 ${height / 2}z`;
}

function rounded(pixels: number): number {
	return Math.round(pixels * 10) / 10;
}
