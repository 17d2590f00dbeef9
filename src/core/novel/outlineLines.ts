import { normalNewlines } from './textPosition.js';

/** What a line of `outline.md` means; `line` is zero-based. Lines that mean nothing are left out. */
export type OutlineLine =
	| { readonly kind: 'chapter'; readonly line: number; readonly number: number; readonly title: string }
	/** A second-level heading without a number. */
	| { readonly kind: 'other-heading'; readonly line: number; readonly text: string }
	| {
			readonly kind: 'property';
			readonly line: number;
			readonly property: 'pov' | 'location' | 'time';
			/** The name as written. */
			readonly label: string;
			readonly value: string;
			/** Written as a list item, where it may as well be a beat. */
			readonly inList: boolean;
	  }
	| { readonly kind: 'beat'; readonly line: number; readonly text: string };

interface OpenItem {
	readonly indent: number;
	readonly line: number;
	text: string;
}

const chapterHeading =
	/^(?:(?:chapter|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk)\s+)?(\d{1,4})(?:[.:)](?=\s|$)|\s*[-–—](?=\s)|(?=\s|$))\s*(.*)$/iu;
const listItem = /^([ \t]*)(?:[-*+]|\d{1,4}[.)])(?:[ \t]+(.*))?$/;
const propertyLine = /^(?:\*\*|__)?(pov|location|time)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(.*)$/i;
const sceneBreak = /^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;

export function outlineLines(text: string): OutlineLine[] {
	const reader = new OutlineReader();
	withoutComments(normalNewlines(text))
		.split('\n')
		.forEach((line, number) => reader.read(line.trimEnd(), number));
	return reader.finish();
}

/** Comments are blanked rather than removed, so that lines keep their numbers. */
function withoutComments(text: string): string {
	return text.replace(/^[ \t]*<!--[^]*?-->/gm, (comment) => comment.replace(/[^\n]/g, ''));
}

class OutlineReader {
	readonly #lines: OutlineLine[] = [];
	#item: OpenItem | undefined;
	#afterBlank = false;

	read(text: string, line: number): void {
		if (text.trim() === '') this.#afterBlank = true;
		else {
			this.#readText(text, line);
			this.#afterBlank = false;
		}
	}

	finish(): OutlineLine[] {
		this.#closeItem();
		return this.#lines;
	}

	#readText(text: string, line: number): void {
		const heading = /^ {0,3}(#{1,6})(?:\s+(.*))?$/.exec(text);
		const property = propertyLine.exec(text.trim());
		const item = sceneBreak.test(text) ? null : listItem.exec(text);
		if (heading) this.#readHeading(heading[1] ?? '', heading[2] ?? '', line);
		else if (item) this.#readItem(item, line);
		else if (property) this.#readProperty(property, line);
		else if (this.#item && continues(text, this.#afterBlank)) this.#item.text += ` ${text.trim()}`;
		else this.#closeItem();
	}

	#readHeading(marks: string, text: string, line: number): void {
		this.#closeItem();
		if (marks.length !== 2) return;
		const chapter = chapterHeading.exec(text.trim());
		this.#lines.push(
			chapter
				? { kind: 'chapter', line, number: Number(chapter[1]), title: oneSpaced(chapter[2] ?? '') }
				: { kind: 'other-heading', line, text: text.trim() },
		);
	}

	#readProperty(match: RegExpExecArray, line: number): void {
		this.#closeItem();
		this.#lines.push(propertyOf(match, line, false));
	}

	#readItem(match: RegExpExecArray, line: number): void {
		const indent = widthOf(match[1] ?? '');
		const text = (match[2] ?? '').trim();
		if (this.#item && indent >= this.#item.indent + 2) {
			this.#item.text += `${/[\p{L}\p{N}]$/u.test(this.#item.text) ? ';' : ''} ${text}`;
			return;
		}
		this.#closeItem();
		this.#item = { indent, line, text };
	}

	#closeItem(): void {
		const item = this.#item;
		this.#item = undefined;
		const text = oneSpaced(item?.text ?? '');
		if (!item || text === '') return;
		const property = propertyLine.exec(text);
		this.#lines.push(
			property
				? propertyOf(property, item.line, true)
				: { kind: 'beat', line: item.line, text: text.replace(/^(pov|location|time)\\:/i, '$1:') },
		);
	}
}

function propertyOf(match: RegExpExecArray, line: number, inList: boolean): OutlineLine {
	const label = match[1] ?? '';
	return {
		kind: 'property',
		line,
		property: label.toLowerCase() as 'pov' | 'location' | 'time',
		label,
		value: oneSpaced(match[2] ?? ''),
		inList,
	};
}

/** Markdown's rule: after a blank line only what is indented still belongs to the item. */
function continues(text: string, afterBlank: boolean): boolean {
	return !sceneBreak.test(text) && (!afterBlank || /^[ \t]/.test(text));
}

function widthOf(indent: string): number {
	return indent.replace(/\t/g, '    ').length;
}

function oneSpaced(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
