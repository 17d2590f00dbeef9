/**
 * Cells are Markdown.
 * @param textColumns from the left, whose cells are words; the others hold figures, and stand right
 */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], textColumns = 1): string {
	const columns = head.map((_, at) => (at < textColumns ? ':--' : '--:'));
	return [head, columns, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
