import { headingLabel } from './headingLabel.js';
import { namedPart, type NamedPart } from './headingWords.js';

/** What the name of a manuscript's file says of what is in it. */
export interface FileName {
	/** "03 - The Sea.md" and "Chapter Three.txt" have 3. */
	readonly number: number | undefined;
	/** Without number and ending; empty when nothing is left. */
	readonly title: string;
	readonly named: NamedPart | undefined;
}

export function fileName(path: string): FileName {
	const base = path
		.slice(path.lastIndexOf('/') + 1)
		.replace(/\.[^.]*$/, '')
		.replace(/_/g, ' ')
		.trim();
	const numbered = /^(\d{1,4})(?![\p{L}\p{N}])[\s.\-–—)]*(.*)$/u.exec(base);
	const rest = numbered?.[2] ?? base;
	const label = headingLabel(rest.replace(/(?<=\p{L})-(?=[\p{L}\d])/gu, ' '));
	const isCounted = label.kind === 'chapter' || label.kind === 'counted' || (label.kind === 'number' && !numbered);
	return {
		number: numbered ? Number(numbered[1]) : isCounted ? label.number : undefined,
		title: label.kind === 'chapter' || (isCounted && label.kind === 'number') ? label.title : rest,
		named: namedPart(rest) ?? (label.kind === 'story' ? 'story' : undefined),
	};
}
