/** Properties before a text are not longer. */
const mostProperties = 60;

/** Indices of the lines inside comments, blocks of code and the properties before a Markdown text: none of them is a heading. */
export function hiddenLines(lines: readonly string[]): ReadonlySet<number> {
	const lastCommentEnd = lines.findLastIndex((line) => line.includes('-->'));
	const fences = lines.flatMap((line, index) => (/^\s*(?:`{3,}|~{3,})\s*$/.test(line) ? [index] : []));
	const hidden = new Set<number>();
	let nextFence = 0;
	for (let index = 0; index < lines.length; index++) {
		while ((fences[nextFence] ?? lines.length) <= index) nextFence++;
		const end =
			index === 0 && lines[0]?.trim() === '---'
				? lastProperty(lines)
				: (commentEnd(lines, index, lastCommentEnd) ?? blockEnd(lines, index, fences.slice(nextFence, nextFence + 9)));
		if (end === undefined) continue;
		for (; index < end; index++) hidden.add(index);
		hidden.add(end);
	}
	return hidden;
}

/** Undefined where no comment begins, or none that ends. */
function commentEnd(lines: readonly string[], index: number, last: number): number | undefined {
	const line = lines[index] ?? '';
	if (/^\s*<!--.*-->\s*$/.test(line)) return index;
	if (index >= last || line.lastIndexOf('<!--') <= line.lastIndexOf('-->')) return undefined;
	let end = index + 1;
	while (lines[end]?.includes('-->') === false) end++;
	return end;
}

/** A block of code ends with the marks it began with. @param fences indices of the next lines with nothing but such marks */
function blockEnd(lines: readonly string[], index: number, fences: readonly number[]): number | undefined {
	const marks = /^ {0,3}(`{3,}|~{3,})[^`]*$/.exec(lines[index] ?? '')?.[1];
	return marks === undefined ? undefined : fences.find((end) => lines[end]?.trim().startsWith(marks));
}

function lastProperty(lines: readonly string[]): number | undefined {
	const end = lines.slice(1, mostProperties).findIndex((line) => /^(?:---|\.\.\.)\s*$/.test(line)) + 1;
	return end > 0 && lines.slice(1, end).some((line) => /^[\w-]+:/.test(line)) ? end : undefined;
}
