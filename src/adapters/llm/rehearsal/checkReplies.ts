import type { ChapterMemory, ContinuityAudit, Edits } from '../../../core/pipeline/replies.js';
import { countOf, fieldsOf, listOf, textOf, type Fields } from './briefFields.js';
import { castOf, namedIn } from './cast.js';
import { objectsOf } from './objects.js';

/** What a reader could note from the text itself: every quote stands in it word for word. */
export function chapterMemory(brief: Fields): ChapterMemory {
	const text = textOf(brief, 'chapterText');
	const chapter = fieldsOf(brief['chapter']);
	const sentences = sentencesIn(text);
	const cast = namedIn(text, castOf(brief)).slice(0, 4);
	const location = textOf(chapter, 'location') || 'where the chapter ends';
	const change: ChapterMemory['facts'][number]['change'] = countOf(chapter, 'number', 1) === 1 ? 'new' : 'update';
	const quoteOn = (word: string) => sentences.find((sentence) => sentence.includes(word)) ?? sentences[0] ?? 'Nothing.';
	const threads = objectsOf(brief)
		.filter((thing) => text.includes(thing))
		.slice(0, 2);
	return {
		summary: summaryOf(sentences) || `Chapter ${textOf(chapter, 'number')} has no text yet.`,
		endState:
			`${cast.map((one) => one.name).join(', ') || 'Everybody'}: at ${location}. ${sentences.at(-1) ?? ''}`.trim(),
		facts: [
			...cast.map((one) => ({
				subject: one.fullName,
				attribute: 'location',
				value: location,
				change,
				quote: quoteOn(one.name),
			})),
			...observations(sentences, cast, countOf(chapter, 'number', 1)),
		],
		threads: threads.map((thing, index) => ({
			name: thing,
			action: index === 0 ? 'advance' : 'plant',
			quote: quoteOn(thing),
		})),
		knowledge: cast.map((one) => ({ character: one.fullName, fact: quoteOn(one.name), how: 'was there' })),
	};
}

/** As many as a model that reads would note, so that memory grows in a rehearsal as it does in earnest. */
const observed = 8;

/** What is told of those who are there, a sentence each, from all over the chapter. */
function observations(
	sentences: readonly string[],
	cast: ReturnType<typeof castOf>,
	chapter: number,
): ChapterMemory['facts'] {
	const told = sentences.flatMap((sentence) => {
		const who = cast.find(({ name }) => sentence.includes(name));
		return who === undefined || /[‘“"]/.test(sentence) ? [] : [{ who, sentence }];
	});
	const stride = Math.max(1, Math.floor(told.length / observed));
	return told
		.filter((_, at) => at % stride === 0)
		.slice(0, observed)
		.map(({ who, sentence }, at) => ({
			subject: who.fullName,
			attribute: `other:chapter ${chapter}, ${at + 1}`,
			value: sentence,
			change: 'new' as const,
			quote: sentence,
		}));
}

/** The rehearsal model reads nothing, so it has nothing to object to. */
export function continuityAudit(): ContinuityAudit {
	return { findings: [] };
}

/** One small edit for each finding whose quote stands once in its passage. */
export function continuityFix(brief: Fields): Edits {
	return {
		edits: listOf(brief, 'findings').flatMap((finding) => {
			const quote = textOf(finding, 'quote');
			const occurrences = textOf(finding, 'passage').split(quote).length - 1;
			if (quote === '' || occurrences !== 1) return [];
			const replace = quote
				.replace(/([.!?]?)([’”"']?)$/, ', or so it was told afterwards$1$2')
				.replace(/([.,!?]),/, '$1');
			return [{ find: quote, replace, reason: textOf(finding, 'description') || 'Rehearsed edit.' }];
		}),
	};
}

/** Two sentences made of one, at most twice a chapter. */
export function voicePass(brief: Fields): Edits {
	const text = textOf(brief, 'chapterText');
	const edits = sentencesIn(text)
		.filter((sentence) => /^[^‘’“”"]*, and the [^,‘’“”"]+[.]$/.test(sentence) && text.split(sentence).length === 2)
		.slice(0, 2)
		.map((sentence) => ({
			find: sentence,
			replace: sentence.replace(', and the ', '. The '),
			reason: 'Two plain sentences instead of one.',
		}));
	return { edits };
}

/** Whole sentences, each within one line, as they stand. */
function sentencesIn(text: string): readonly string[] {
	return text
		.split(/\n+/)
		.filter((line) => !/^(?:#|>|<!--|\*\s*\*)/.test(line))
		.flatMap((line) => line.match(/[^.!?]+(?:[.!?]+[’”"')]*(?=\s|$)|$)/g) ?? [])
		.map((sentence) => sentence.trim())
		.filter((sentence) => /[\p{L}]/u.test(sentence));
}

/** Sentences from all over the chapter, to about a hundred words. */
function summaryOf(sentences: readonly string[]): string {
	const told = sentences.filter((sentence) => !/[‘“"]/.test(sentence) && sentence.split(/\s+/).length > 5);
	const stride = Math.max(1, Math.floor(told.length / 8));
	let words = 0;
	const chosen = told.filter((sentence, index) => {
		if (index % stride !== 0 || words > 95) return false;
		words += sentence.split(/\s+/).length;
		return true;
	});
	return (chosen.length > 0 ? chosen : sentences.slice(0, 3)).join(' ');
}
