/** How long a provider asks to wait, in milliseconds, from its response headers (lower-case names). */
export function retryAfterMsOf(
	headers: Readonly<Record<string, string>> | undefined,
	nowMs: number,
): number | undefined {
	const milliseconds = nonNegative(headers?.['retry-after-ms']);
	if (milliseconds !== undefined) return Math.ceil(milliseconds);
	const text = headers?.['retry-after'];
	const seconds = nonNegative(text);
	if (seconds !== undefined) return Math.ceil(seconds * 1000);
	const date = text === undefined ? Number.NaN : Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

function nonNegative(text: string | undefined): number | undefined {
	if (text === undefined || text.trim() === '') return undefined;
	const value = Number(text);
	return Number.isFinite(value) && value >= 0 ? value : undefined;
}
