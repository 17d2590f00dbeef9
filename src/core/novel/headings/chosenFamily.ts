import type { HeadingFamily } from './headingFamily.js';
import { wordsBetween, type SourceLine } from './sourceLines.js';

/** A family with what tells whether its members head the chapters of the book. */
interface Judged {
	readonly family: HeadingFamily;
	readonly count: number;
	readonly medianWords: number;
	/** Share of the text that stands before the first member. */
	readonly before: number;
	/** Share of the longest stretch that a member heads. */
	readonly longest: number;
}

/**
 * The family whose members head the chapters: headings that say "chapter" before others, and among those the one that
 * counts best and divides the whole text. Undefined when the text has none.
 */
export function chosenFamily(
	lines: readonly SourceLine[],
	families: readonly HeadingFamily[],
): HeadingFamily | undefined {
	const judged = families.filter(({ members }) => members.length > 0).map((family) => judge(lines, family));
	const plausible = judged.filter(isPlausible).toSorted((a, b) => b.count - a.count);
	const most = (kind: HeadingFamily['kind']): Judged | undefined => plausible.find((one) => one.family.kind === kind);
	const numbered = preferred(most('number'), markdownLevel(lines, plausible), isSectionOf);
	const unnamed = preferred(most('counted'), numbered, (counted, other) => counted.count < other.count);
	const titles = preferred(
		most('listed') ?? most('apart'),
		most('part'),
		(title, part) => title.count < 2 * part.count,
	);
	return (preferred(most('chapter'), unnamed, isMerelyMentioned) ?? titles)?.family;
}

function judge(lines: readonly SourceLine[], family: HeadingFamily): Judged {
	const { members } = family;
	const total = Math.max(1, wordsBetween(lines, 0, lines.length));
	const words = members.map((member) => member.bodyWords).toSorted((a, b) => a - b);
	return {
		family,
		count: members.length,
		medianWords: words[Math.floor(words.length / 2)] ?? 0,
		before: wordsBetween(lines, 0, members[0]?.line ?? 0) / total,
		longest: (words.at(-1) ?? 0) / total,
	};
}

/** Whether a family divides the text as chapters do, rather than as lists, page numbers or signs in the story would. */
function isPlausible(judged: Judged): boolean {
	const { family, count, medianWords, before } = judged;
	switch (family.kind) {
		case 'chapter':
			return true;
		case 'part':
		case 'listed':
		case 'markdown':
			return count >= 2;
		case 'apart':
			return count >= 3 && medianWords >= 80 && before < 0.4;
		case 'counted':
			return count >= 3 && dividesText(judged);
		case 'number':
			return count >= 2 && dividesText(judged);
	}
}

function dividesText({ family: { members }, count, before, longest }: Judged): boolean {
	const most = count * 0.7;
	const haveText = members.filter(({ bodyWords, text }) => bodyWords > text.split(/\s+/).length).length >= most;
	const followSentences = members.filter((member) => member.followsSentence).length >= most;
	const areMarked = members.every((member) => member.level > 0);
	return haveText && followSentences && (areMarked || (before < 0.4 && longest < (count > 2 ? 0.9 : 0.97)));
}

/**
 * The topmost level of headings without numbers that has several, or the one below when the upper ones head parts: nothing
 * stands between them and the lower ones, and these are as long as chapters.
 */
function markdownLevel(lines: readonly SourceLine[], plausible: readonly Judged[]): Judged | undefined {
	const levels = plausible
		.filter((one) => one.family.kind === 'markdown')
		.toSorted((a, b) => Number(a.family.name > b.family.name) - Number(a.family.name < b.family.name));
	return preferred(levels[0], levels[1], (upper, lower) => {
		const parts = upper.family.members.filter((member) => {
			const next = lower.family.members.find((one) => one.line > member.line);
			return next !== undefined && wordsBetween(lines, member.end, next.line) <= 25;
		});
		return lower.medianWords >= 1_000 && lower.count > upper.count && parts.length >= upper.count * 0.7;
	});
}

/** Numbers that begin anew below headings with titles count the sections of each chapter. */
function isSectionOf({ family, before }: Judged, titled: Judged): boolean {
	const restarts = family.members.filter((member, index) => {
		const previous = family.members[index - 1];
		return previous !== undefined && member.number === 1 && previous.partsBefore === member.partsBefore;
	});
	return restarts.length > 0 || titled.before + 0.1 < before;
}

/** A line such as "Chapter 7" in a text that other headings divide. */
function isMerelyMentioned(chapter: Judged, other: Judged): boolean {
	const late = chapter.before > (chapter.count === 1 ? 0.1 : 0.5);
	return late && other.count > chapter.count && other.before < chapter.before;
}

function preferred(
	one: Judged | undefined,
	other: Judged | undefined,
	isOther: (one: Judged, other: Judged) => boolean,
): Judged | undefined {
	return one && other ? (isOther(one, other) ? other : one) : (one ?? other);
}
