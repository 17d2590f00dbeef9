/** @param failures titles of what failed */
export function tally({ passed = 0, failed = 0, skipped = 0, failures = [] } = {}) {
	return { passed, failed, skipped, failures };
}

export function addTally(one, other) {
	return {
		passed: one.passed + other.passed,
		failed: one.failed + other.failed,
		skipped: one.skipped + other.skipped,
		failures: [...one.failures, ...other.failures],
	};
}

export function describeTally({ passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
