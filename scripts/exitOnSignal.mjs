/** An ordinary exit instead of a sudden death, so that what was started is ended by its exit handlers. */
for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
]) {
	process.once(signal, () => process.exit(code));
}
