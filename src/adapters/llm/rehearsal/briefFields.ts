/** Reading of a brief, which is plain data of unknown shape. What is missing is empty. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function textOf(fields: Fields, name: string): string {
	const value = fields[name];
	return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

export function countOf(fields: Fields, name: string, otherwise: number): number {
	const value = fields[name];
	return typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.round(value) : otherwise;
}

export function textsOf(fields: Fields, name: string): readonly string[] {
	const value = fields[name];
	if (!Array.isArray(value)) return [];
	return value
		.filter((item) => typeof item === 'string')
		.map((item) => item.trim())
		.filter((item) => item !== '');
}

export function listOf(fields: Fields, name: string): readonly Fields[] {
	const value = fields[name];
	return Array.isArray(value) ? value.map(fieldsOf) : [];
}
