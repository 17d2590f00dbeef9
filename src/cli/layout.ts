/** Columns that stand under each other: the first to the left, figures to the right. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
	return [head, ...rows].map((row) =>
		row
			.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
			.join('  ')
			.trimEnd(),
	);
}

/** `35 min`, `2 h 5 min`, `40 s` */
export function durationOf(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	if (seconds < 90) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
