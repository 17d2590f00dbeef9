/** Resolves as soon as the condition gives something; rejects with `what` when it never does. */
export async function until<T>(
	what: string,
	condition: () => T | Promise<T>,
	limitMs = 20_000,
): Promise<NonNullable<T>> {
	const end = Date.now() + limitMs;
	for (;;) {
		const value = await condition();
		if (value !== undefined && value !== null && value !== false) return value as NonNullable<T>;
		if (Date.now() > end) throw new Error(`Never happened: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
