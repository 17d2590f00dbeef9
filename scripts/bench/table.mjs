/** Rows under their heads, in columns: for people, beside the figures that a program reads. */
export function table(heads, rows) {
	const lines = [heads, ...rows].map((row) => row.map(String));
	const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
	return lines
		.map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))))
		.map((cells) => cells.join('  ').trimEnd())
		.join('\n');
}
