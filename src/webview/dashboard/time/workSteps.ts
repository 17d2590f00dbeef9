import { firstEndingAfter } from './timelinePaths.js';
import type { Work } from './work.js';

/** What a key leads to from a piece of work: along its lane, to the lane above or below, to the first and the last. */
export function workAfterKey(key: string, lanes: readonly (readonly Work[])[], current: Work): Work | undefined {
	const lane = lanes[current.lane] ?? [];
	const at = lane.indexOf(current);
	switch (key) {
		case 'ArrowRight':
			return lane[at + 1];
		case 'ArrowLeft':
			return lane[at - 1];
		case 'ArrowUp':
			return inNextLane(lanes, current, -1);
		case 'ArrowDown':
			return inNextLane(lanes, current, 1);
		case 'Home':
			return lane[0];
		case 'End':
			return lane.at(-1);
		default:
			return undefined;
	}
}

/** The piece of work at a time, or nearest to it within a tolerance; milliseconds. */
export function workAt(works: readonly Work[], time: number, toleranceMs: number): Work | undefined {
	const next = firstEndingAfter(works, time);
	const candidates = [works[next - 1], works[next]].filter((work) => work !== undefined);
	return nearest(candidates, time, toleranceMs);
}

function inNextLane(lanes: readonly (readonly Work[])[], { lane, startMs }: Work, step: 1 | -1): Work | undefined {
	for (let at = lane + step; at >= 0 && at < lanes.length; at += step) {
		const found = workAt(lanes[at] ?? [], startMs, Number.POSITIVE_INFINITY);
		if (found !== undefined) return found;
	}
	return undefined;
}

function nearest(works: readonly Work[], time: number, toleranceMs: number): Work | undefined {
	const distance = ({ startMs, endMs }: Work): number => Math.max(0, startMs - time, time - endMs);
	const [best] = works.toSorted((a, b) => distance(a) - distance(b));
	return best !== undefined && distance(best) <= toleranceMs ? best : undefined;
}
