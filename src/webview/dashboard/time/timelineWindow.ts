/** The piece of a run that is in view, in milliseconds since it began. */
export interface TimelineWindow {
	readonly from: number;
	readonly to: number;
}

/** Nothing shorter is worth looking at more closely. */
const leastSpanMs = 50;
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const steps = [
	...[10, 20, 50, 100, 200, 500],
	...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * secondMs),
	...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
	...[1, 2, 3, 6, 12, 24, 48].map((hours) => hours * hourMs),
];

export function wholeRun(wallMs: number): TimelineWindow {
	return { from: 0, to: Math.max(1, wallMs) };
}

/**
 * Closer or further by a factor, 2 for twice as close.
 * @param at what stays where it is, in milliseconds since the run began
 */
export function zoomed({ from, to }: TimelineWindow, wallMs: number, factor: number, at: number): TimelineWindow {
	const whole = Math.max(1, wallMs);
	const span = Math.min(whole, Math.max(Math.min(leastSpanMs, whole), (to - from) / factor));
	const share = (at - from) / (to - from);
	return moved({ from: at - share * span, to: at + (1 - share) * span }, whole);
}

/** Earlier or later, as far as the run goes. */
export function panned({ from, to }: TimelineWindow, wallMs: number, byMs: number): TimelineWindow {
	return moved({ from: from + byMs, to: to + byMs }, Math.max(1, wallMs));
}

/** Moved no further than is needed to have a piece of work in view; a long one from its start. */
export function showing(
	window: TimelineWindow,
	wallMs: number,
	{ startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): TimelineWindow {
	const margin = (window.to - window.from) / 20;
	if (startMs < window.from) return panned(window, wallMs, startMs - margin - window.from);
	if (endMs <= window.to) return window;
	return panned(window, wallMs, Math.min(endMs + margin - window.to, startMs - margin - window.from));
}

/** Times to write on the axis, at most as many as there is room for. */
export function ticksOf({ from, to }: TimelineWindow, most: number): { stepMs: number; times: readonly number[] } {
	const least = (to - from) / Math.max(1, most);
	const stepMs = steps.find((step) => step >= least) ?? Math.ceil(least / (24 * hourMs)) * 24 * hourMs;
	const first = Math.ceil(from / stepMs) * stepMs;
	const count = Math.max(0, Math.floor((to - first) / stepMs) + 1);
	return { stepMs, times: Array.from({ length: count }, (_, at) => first + at * stepMs) };
}

function moved({ from, to }: TimelineWindow, whole: number): TimelineWindow {
	const span = to - from;
	const start = Math.min(Math.max(0, from), whole - span);
	return { from: start, to: start + span };
}
