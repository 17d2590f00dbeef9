/** Puts values in the places of `{0}`, `{1}` and so on. */
export function filled(text: string, ...values: readonly (string | number)[]): string {
	return text.replaceAll(/\{(\d+)\}/g, (place, index: string) => {
		const value = values[Number(index)];
		return value === undefined ? place : value.toLocaleString(document.documentElement.lang || undefined);
	});
}
