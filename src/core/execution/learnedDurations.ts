export interface TimedTask {
	/** Tasks of one kind take about as long as each other; those without one are a kind of their own. */
	readonly kind?: string | undefined;
	/** A first guess, in milliseconds. */
	readonly expectedMs?: number | undefined;
}

/** What is known of tasks, of one kind or of all. */
interface Tally {
	/** Those that ended without a guess of their own, and how long they took. */
	count: number;
	totalMs: number;
	/** Those that ended with one: how many, the guesses, and how long they took. */
	guesses: number;
	guessedMs: number;
	takenMs: number;
}

interface Kind extends Tally {
	/** The estimate and the factor that the present order was made with. */
	usedMs: number;
	usedFactor: number;
}

/** Tasks that what was believed before is worth. */
const priorWeight = 1;
/** Estimates that have not moved by this factor against each other change no order that matters. */
const materialFactor = 1.15;

/**
 * How long tasks take, learned while they run: by kind, from those that have ended; a task's own guess is corrected by
 * how wrong the guesses of its kind have been. While nothing is known every task takes one unit.
 */
export class LearnedDurations {
	readonly #kinds: readonly Kind[];
	readonly #kindOf: Int32Array;
	readonly #expectedMs: Float64Array;
	readonly #meanGuessMs: number | undefined;
	readonly #all = emptyTally();
	#usedUsualMs = 1;
	#hasMoved = false;

	constructor(tasks: readonly TimedTask[]) {
		const numbers = new Map<string | undefined, number>();
		this.#kindOf = Int32Array.from(tasks, ({ kind }) => numbered(numbers, kind));
		this.#expectedMs = Float64Array.from(tasks, ({ expectedMs }) => usableGuess(expectedMs));
		this.#meanGuessMs = meanOf(this.#expectedMs.filter((guess) => !Number.isNaN(guess)));
		this.#kinds = Array.from(numbers, () => ({ ...emptyTally(), usedMs: 1, usedFactor: 1 }));
	}

	/** Whether the order of tasks may be another one by what was noted since `durations` was asked for. */
	get haveMoved(): boolean {
		return this.#hasMoved;
	}

	note(position: number, tookMs: number): void {
		const kind = this.#kinds[this.#kindOf[position] ?? 0];
		// However long the tasks of one kind take, their order is the same.
		if (kind === undefined || (this.#kinds.length === 1 && this.#meanGuessMs === undefined)) return;
		const guessMs = this.#expectedMs[position] ?? Number.NaN;
		add(kind, guessMs, tookMs);
		add(this.#all, guessMs, tookMs);
		if (this.#hasMoved) return;
		// Only against each other: when all take twice as long, the order stays. Guesses are not among the estimates.
		const scale = this.#meanGuessMs === undefined ? ratio(this.#usualMs, this.#usedUsualMs) : 1;
		const shift = ratio(this.#estimateOf(kind), kind.usedMs) / scale;
		this.#hasMoved = isMaterial(shift) || isMaterial(ratio(this.#factorOf(kind), kind.usedFactor));
	}

	/** By position, in milliseconds, or in units while nothing is known. */
	durations(): Float64Array {
		this.#hasMoved = false;
		this.#usedUsualMs = this.#usualMs;
		for (const kind of this.#kinds) {
			kind.usedMs = this.#estimateOf(kind);
			kind.usedFactor = this.#factorOf(kind);
		}
		return this.#expectedMs.map((guessMs, position) => {
			const kind = this.#kinds[this.#kindOf[position] ?? 0];
			return Number.isNaN(guessMs) ? (kind?.usedMs ?? 1) : guessMs * (kind?.usedFactor ?? 1);
		});
	}

	get #usualMs(): number {
		const { count, totalMs } = this.#all;
		return count > 0 && totalMs > 0 ? totalMs / count : (this.#meanGuessMs ?? 1);
	}

	#estimateOf({ count, totalMs }: Tally): number {
		return (this.#usualMs * priorWeight + totalMs) / (priorWeight + count);
	}

	/** By how much the guesses are wrong. */
	#factorOf({ guesses, guessedMs, takenMs }: Tally): number {
		const general = this.#all.guessedMs > 0 && this.#all.takenMs > 0 ? this.#all.takenMs / this.#all.guessedMs : 1;
		if (guesses === 0 || guessedMs === 0) return general;
		const priorMs = (priorWeight * guessedMs) / guesses;
		return (general * priorMs + takenMs) / (priorMs + guessedMs);
	}
}

function emptyTally(): Tally {
	return { count: 0, totalMs: 0, guesses: 0, guessedMs: 0, takenMs: 0 };
}

function add(tally: Tally, guessMs: number, tookMs: number): void {
	if (Number.isNaN(guessMs)) {
		tally.count++;
		tally.totalMs += tookMs;
	} else {
		tally.guesses++;
		tally.guessedMs += guessMs;
		tally.takenMs += tookMs;
	}
}

function numbered(numbers: Map<string | undefined, number>, kind: string | undefined): number {
	const known = numbers.get(kind);
	if (known !== undefined) return known;
	numbers.set(kind, numbers.size);
	return numbers.size - 1;
}

function usableGuess(expectedMs: number | undefined): number {
	return expectedMs !== undefined && Number.isFinite(expectedMs) && expectedMs >= 0 ? expectedMs : Number.NaN;
}

function meanOf(values: Float64Array): number | undefined {
	return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function ratio(now: number, before: number): number {
	return (now + Number.EPSILON) / (before + Number.EPSILON);
}

function isMaterial(shift: number): boolean {
	return shift > materialFactor || shift * materialFactor < 1;
}
