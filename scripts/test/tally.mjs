export function tally({ passed = 0, failed = 0, skipped = 0 } = {}) {
	return { passed, failed, skipped };
}

export function addTally(one, other) {
	return {
		passed: one.passed + other.passed,
		failed: one.failed + other.failed,
		skipped: one.skipped + other.skipped,
	};
}

export function describeTally({ passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
