/** Which of the ready tasks comes next. All of its arguments and results are positions in the order given. */
export interface StartOrder {
	/** All that the task depends on is done. */
	add(position: number): void;
	/** Takes the next to start; undefined when none may start before another one has ended. */
	next(): number | undefined;
	/** @param tookMs undefined when it did not get done */
	noteEnd(position: number, tookMs: number | undefined): void;
}
