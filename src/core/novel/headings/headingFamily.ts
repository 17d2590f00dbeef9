import { ascendingChain } from './ascendingChain.js';
import { contentsEntries } from './contentsRuns.js';
import type { HeadingLine } from './headingLines.js';
import { isTitle } from './isTitle.js';
import { wordsBetween, type SourceLine } from './sourceLines.js';

export type FamilyKind = 'chapter' | 'part' | 'counted' | 'number' | 'markdown' | 'apart' | 'listed';

/** Headings that look alike and make a sequence. */
export interface HeadingFamily {
	readonly name: string;
	readonly kind: FamilyKind;
	readonly members: readonly FamilyMember[];
}

export interface FamilyMember extends Member {
	/** Words up to the next member. */
	readonly bodyWords: number;
}

interface Member extends HeadingLine {
	readonly number: number | undefined;
	/** The part it belongs to, as its heading says; empty where there are none. */
	readonly part: string;
	readonly partsBefore: number;
}

/** All families of a text, without entries of its contents and without what does not fit their sequence. */
export function headingFamilies(lines: readonly SourceLine[], headings: readonly HeadingLine[]): HeadingFamily[] {
	const groups = new Map<string, Member[]>();
	let part = '';
	let partsBefore = 0;
	for (const heading of headings) {
		if (heading.label.kind === 'part') {
			part = heading.text.toLowerCase();
			partsBefore++;
		}
		for (const name of familyNames(heading)) {
			const group = groups.get(name) ?? [];
			group.push({ ...heading, number: heading.label.number, part, partsBefore });
			groups.set(name, group);
		}
	}
	return [...groups].map(([name, members]) => familyOf(lines, name, members));
}

export function familyOf(lines: readonly SourceLine[], name: string, members: readonly Member[]): HeadingFamily {
	const kind = name.replace(/:.*$/, '') as FamilyKind;
	const real = withoutPageHeads(withoutContents(lines, members));
	const isNumbered = kind !== 'markdown' && kind !== 'apart' && kind !== 'listed';
	const chain = isNumbered ? ascendingChain(real, kind === 'chapter' || kind === 'part') : real;
	const withWords = withBodies(lines, chain);
	// The title of the book looks like the titles of its chapters, and has nothing below it.
	const isTitled = (kind === 'markdown' || kind === 'apart') && withWords.length > 1 && withWords[0]?.bodyWords === 0;
	return { name, kind, members: isTitled ? withWords.slice(1) : withWords };
}

/** A Markdown heading with a number may be one of the numbers, or one of the titles. */
function familyNames({ label, level, text, isSetApart }: HeadingLine): string[] {
	const { kind, family } = label;
	if (kind === 'chapter' || kind === 'part') return [family];
	const marked = level > 0 ? [`markdown:${level}`] : [];
	if (kind === 'counted' || kind === 'number') return [family, ...marked];
	if (kind !== 'plain') return [];
	return level === 0 && isSetApart && isTitle(text) ? ['apart'] : marked;
}

function withoutContents(lines: readonly SourceLine[], members: readonly Member[]): Member[] {
	const entries = withBodies(lines, members).map(({ number, text, part, bodyWords }) => ({
		key: number === undefined ? text.toLowerCase() : String(number),
		part,
		bodyWords,
	}));
	const contents = contentsEntries(entries);
	return members.filter((_, index) => !contents.has(index));
}

/** The heading of a chapter at the head of each of its pages, as scanned books have it. */
function withoutPageHeads(members: readonly Member[]): Member[] {
	const first = members.filter((member, index) => member.number === undefined || !isSame(member, members[index - 1]));
	return first.length < members.length * 0.7 ? first : [...members];
}

function isSame(member: Member, previous: Member | undefined): boolean {
	return member.number === previous?.number && member.label.title === previous?.label.title;
}

function withBodies(lines: readonly SourceLine[], members: readonly Member[]): FamilyMember[] {
	return members.map((member, index) => ({
		...member,
		bodyWords: wordsBetween(lines, member.end, members[index + 1]?.line ?? lines.length),
	}));
}
