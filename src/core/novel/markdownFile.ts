/** A Markdown file of the novel that is to be written. */
export interface PlannedFile {
	/** Relative to the novel's folder, with forward slashes; never leaves it. */
	readonly path: string;
	readonly text: string;
}

/** The order in which bible files are read, the same on every system. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
	return a.path < b.path ? -1 : Number(a.path > b.path);
}

/** The first heading of a Markdown text. */
export function headingOf(text: string): string | undefined {
	return /^#[ \t]+(\S.*)$/m.exec(text)?.[1]?.trim();
}
