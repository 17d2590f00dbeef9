import type { Edits } from '../../../src/core/pipeline/replies.js';
import { plausibleItems } from './plausibleLengths.js';
import type { ReplyMaker } from './plausibleReply.js';

type Edit = Edits['edits'][number];

/**
 * One edit for each finding that is to be mended, or a handful that bring the chapter nearer to the author's voice.
 * @param quotes from the chapter
 * @param text what is to stand at a place of the reply
 */
export function plausibleEdits(
	{ request, writer }: ReplyMaker,
	quotes: readonly string[],
	text: (place: string) => string,
): readonly Edit[] {
	const mended = (find: string): string => withOtherEnd(find, writer.expand('where'));
	const edit = (find: string, replace: string): Edit => ({ find, replace, reason: text('edits.reason') });
	const found = Array.from(request.prompt.matchAll(/^In this chapter: “(.+)”$/gm), ([, quote = '']) => quote);
	if (found.length > 0) return found.map((find) => edit(find, mended(find)));
	const wanted = writer.between(plausibleItems['voiceEdits'] ?? [5, 12]);
	const chosen = new Set(Array.from({ length: wanted }, () => (quotes.length === 0 ? '' : writer.pick(quotes))));
	chosen.delete('');
	return [...chosen].map((find) => edit(find, mended(find)));
}

/** With other words in place of the last two, and the same punctuation. */
function withOtherEnd(sentence: string, end: string): string {
	const punctuation = /[^\p{L}\p{N}]*$/u.exec(sentence)?.[0] ?? '';
	return `${sentence.split(' ').slice(0, -2).join(' ')} ${end}${punctuation}`;
}
