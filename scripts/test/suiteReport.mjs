import { tally } from './tally.mjs';

/**
 * Prints a suite's events as they come and counts them. Where CI is set a skipped test counts as a failure:
 * what could not be tried there has not been shown to work.
 */
export class SuiteReport {
	#tally = tally();
	#write;
	#failures = [];
	#ended = false;

	/** @param write takes text */
	constructor(write = (text) => process.stdout.write(text)) {
		this.#write = write;
	}

	/** True at the last event. */
	add(event) {
		const indent = '  '.repeat(event.depth ?? 0);
		if (event.kind === 'suite') this.#print(`${indent}${event.title}`);
		if (event.kind === 'passed') this.#pass(indent, event);
		if (event.kind === 'failed') this.#fail(indent, event.title, event.reason);
		if (event.kind === 'skipped') this.#skip(indent, event.title);
		if (event.kind === 'crashed') this.#fail(indent, 'The suite crashed', event.reason);
		this.#ended = event.kind === 'ended' || event.kind === 'crashed';
		return this.#ended;
	}

	/** A suite that never came to its end counts as one failure more. */
	finish() {
		if (!this.#ended) this.#fail('', 'The suite did not come to its end', 'It crashed or its time was up.');
		for (const { title, reason } of this.#failures) this.#print(`\n  ✗ ${title}\n${reason.replace(/^/gm, '    ')}`);
		return { ...this.#tally, failures: this.#failures.map(({ title }) => title) };
	}

	#pass(indent, { title, durationMs }) {
		this.#tally.passed += 1;
		this.#print(`${indent}✓ ${title}${durationMs > 200 ? ` (${durationMs} ms)` : ''}`);
	}

	#fail(indent, title, reason) {
		this.#tally.failed += 1;
		this.#failures.push({ title, reason });
		this.#print(`${indent}✗ ${title}`);
	}

	#print(line) {
		this.#write(`${line}\n`);
	}

	#skip(indent, title) {
		if (process.env.CI) return this.#fail(indent, title, 'It was skipped, which CI does not allow.');
		this.#tally.skipped += 1;
		this.#print(`${indent}- ${title}`);
	}
}
