import { findingTypes, type ContinuityFinding } from '../../../src/core/pipeline/replies.js';
import { sentencesOf } from '../../../src/core/prose/sentences.js';
import { blockerShare, noteShare } from './plausibleLengths.js';
import type { ReplyMaker } from './plausibleReply.js';
import { sectionIn } from './readablePrompt.js';

type Side = Pick<ContinuityFinding, 'source' | 'sourceQuote'>;

/**
 * Nothing in most chapters, one or two notes in some, and in a few something that stops a reader.
 * @param quotes from the chapter
 * @param text what is to stand at a place of the reply
 */
export function plausibleFindings(
	{ request, writer, luck }: ReplyMaker,
	quotes: readonly string[],
	text: (place: string) => string,
): readonly ContinuityFinding[] {
	if (quotes.length < 2) return [];
	const sides = sidesIn(request.prompt, quotes);
	const finding = (severity: ContinuityFinding['severity']): ContinuityFinding => ({
		type: writer.pick(findingTypes),
		severity,
		description: text('findings.description'),
		quote: writer.pick(quotes),
		...writer.pick(sides),
		suggestion: text('findings.suggestion'),
	});
	if (luck < blockerShare) return [finding('blocker'), ...(writer.chance(0.3) ? [finding('note')] : [])];
	if (luck < blockerShare + noteShare) return Array.from({ length: writer.between([1, 2]) }, () => finding('note'));
	return [];
}

/** What a chapter may contradict, with where it stands. */
function sidesIn(prompt: string, quotes: readonly string[]): readonly Side[] {
	const facts = sectionIn(prompt, 'Established before').matchAll(/^- [^:\n]+: (.+) \((chapter \d+)\)$/gm);
	const notes = sentencesOf(sectionIn(prompt, "The author's notes"));
	return [
		...Array.from(facts, ([, sourceQuote = '', source = '']) => ({ source, sourceQuote })),
		...notes.map(({ text }) => ({ source: 'bible', sourceQuote: text })),
		...quotes.slice(0, 5).map((sourceQuote) => ({ source: 'this chapter', sourceQuote })),
	];
}
