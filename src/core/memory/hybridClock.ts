import type { Version } from './entry.js';

interface Reading {
	readonly ms: number;
	readonly counter: number;
}

const separator = '-';
const msDigits = 11;
const counterDigits = 4;
const maxCounter = 36 ** counterDigits - 1;

/**
 * A hybrid logical clock (Kulkarni et al. 2014): versions follow the wall clock, yet never go back when it does, and are
 * later than every version seen. As text they sort in their order; ties between machines fall to the node's name.
 */
export class HybridClock {
	readonly #now: () => number;
	readonly #node: string;
	#last: Reading = { ms: 0, counter: 0 };

	/** @param node letters and digits, different for every process that writes */
	constructor(now: () => number, node: string) {
		this.#now = now;
		this.#node = node;
	}

	/** @param after a version that the new one must be later than, whoever made it */
	next(after?: Version): Version {
		if (after !== undefined) this.observe(after);
		const ms = Math.max(0, Math.floor(this.#now()));
		this.#last = ms > this.#last.ms ? { ms, counter: 0 } : later(this.#last);
		return format(this.#last, this.#node);
	}

	/** Takes note of a version from elsewhere. */
	observe(version: Version): void {
		const seen = read(version);
		if (seen === undefined) return;
		if (seen.ms > this.#last.ms || (seen.ms === this.#last.ms && seen.counter > this.#last.counter)) this.#last = seen;
	}
}

const pattern = /^([0-9a-z]{11})-([0-9a-z]{4})-[0-9A-Za-z]{1,40}$/;

export function isVersion(text: string): text is Version {
	return pattern.test(text);
}

/** Milliseconds since the Unix epoch, as the clock that made the version had it. */
export function timeOfVersion(version: Version): number {
	return read(version)?.ms ?? 0;
}

function later({ ms, counter }: Reading): Reading {
	return counter >= maxCounter ? { ms: ms + 1, counter: 0 } : { ms, counter: counter + 1 };
}

function format({ ms, counter }: Reading, node: string): Version {
	const parts = [ms.toString(36).padStart(msDigits, '0'), counter.toString(36).padStart(counterDigits, '0'), node];
	return parts.join(separator) as Version;
}

function read(version: string): Reading | undefined {
	const match = pattern.exec(version);
	if (match === null) return undefined;
	return { ms: Number.parseInt(match[1] ?? '', 36), counter: Number.parseInt(match[2] ?? '', 36) };
}
