/** One `{{…}}` of a Mustache template. */
export interface TemplateTag {
	/** `#` and `^` open a section, `/` closes it, `>` names a partial, `!` is a comment; none or `&` yields a value. */
	readonly sigil: '' | '#' | '^' | '/' | '>' | '!' | '=' | '&';
	readonly name: string;
	/** Zero-based. */
	readonly line: number;
}

export interface TemplateScan {
	readonly tags: readonly TemplateTag[];
	/** Zero-based lines of `{{` that no `}}` follows. */
	readonly unclosedLines: readonly number[];
}

const openOrTag = /\{\{(?:\{([^{}]*)\}\}\}|([#^/>!=&]?)([^{}]*)\}\})|\{\{/g;

export function scanTags(text: string, firstLine = 0): TemplateScan {
	const tags: TemplateTag[] = [];
	const unclosedLines: number[] = [];
	for (const match of text.matchAll(openOrTag)) {
		const line = firstLine + lineOf(text, match.index);
		const [, unescaped, sigil, name] = match;
		if (unescaped !== undefined) tags.push({ sigil: '&', name: unescaped.trim(), line });
		else if (name !== undefined) tags.push({ sigil: sigil as TemplateTag['sigil'], name: name.trim(), line });
		else unclosedLines.push(line);
	}
	return { tags, unclosedLines };
}

export interface TemplatePart {
	readonly text: string;
	/** Zero-based line of the template at which it begins. */
	readonly line: number;
}

/** The parts between the lines that are exactly `---`. */
export function templateParts(template: string): readonly TemplatePart[] {
	const parts: { lines: string[]; line: number }[] = [{ lines: [], line: 0 }];
	for (const [index, line] of template.split(/\r?\n/).entries()) {
		if (line === '---') parts.push({ lines: [], line: index + 1 });
		else parts.at(-1)?.lines.push(line);
	}
	return parts.map((part) => ({ text: part.lines.join('\n'), line: part.line }));
}

function lineOf(text: string, index: number): number {
	return text.slice(0, index).split('\n').length - 1;
}
