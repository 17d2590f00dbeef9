type Truthy<T> = Exclude<T, undefined | null | false>;

/** Resolves as soon as the condition gives something; rejects with `what` when it never does. */
export async function until<T>(what: string, condition: () => T | Promise<T>, limitMs = 60_000): Promise<Truthy<T>> {
	const end = Date.now() + limitMs;
	for (;;) {
		const value = await condition();
		if (isTruthy(value)) return value;
		if (Date.now() > end) throw new Error(`Never happened: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

function isTruthy<T>(value: T): value is Truthy<T> {
	return value !== undefined && value !== null && value !== false;
}
