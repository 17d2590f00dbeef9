import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { countWords } from '../../../src/core/novel/chapterFile.js';
import type { AimockHandler, AimockRequest, AimockUsage } from '../aimock.js';
import { seededRandom } from '../seededRandom.js';
import { newNames } from './plausibleGrammar.js';
import { plausibleReply } from './plausibleReply.js';
import { PlausibleWriter } from './plausibleWriter.js';
import { peopleIn, placeIn, schemaIn } from './readablePrompt.js';

export interface PlausibleNovelistOptions {
	/** With the same seed, the same request gets the same reply. */
	readonly seed: number;
	/** Factor of the lengths of the texts in structured replies; prose is as long as it is asked to be, or about. */
	readonly wordiness?: number;
	/** Factor of all token counts: 1 for OpenAI's models, about 1.3 for Anthropic's. */
	readonly tokensPerToken?: number;
}

/** Shares by which a scene misses the wanted length. */
const shortest = -0.15;
const longest = 0.25;
/** Tokens that a provider adds for each message, and for the reply. */
const frameTokens = { message: 4, reply: 3 };

/**
 * Answers any stage of the pipeline at the length, and with the spread of lengths, of a current good model; the words mean
 * little. Usage is counted with OpenAI's tokenizer.
 */
export function plausibleNovelist(options: PlausibleNovelistOptions): AimockHandler {
	return (request) => {
		const text = textOf(request, options);
		return { text, usage: usageOf(request, text, options.tokensPerToken ?? 1) };
	};
}

function textOf(request: AimockRequest, { seed, wordiness = 1 }: PlausibleNovelistOptions): string {
	const people = peopleIn(request);
	const random = seededRandom(hashOf(seed, ...request.messages.map(({ text }) => text)));
	const writer = new PlausibleWriter(random, people.length > 0 ? people : newNames);
	const schema = schemaIn(request.prompt);
	// Drawn by the place alone: prompts may be worded otherwise without another fate for a chapter.
	const luck = seededRandom(hashOf(seed, placeIn(request.prompt)))();
	if (schema === undefined) return writer.prose(wantedWords(request) * (1 + shortest + (longest - shortest) * luck));
	const reply = plausibleReply(schema, { request, writer, luck, wordiness });
	return request.model.includes('claude') ? JSON.stringify(reply, undefined, 2) : JSON.stringify(reply);
}

/** Of this reply, which may only have to go on from where another ended. */
function wantedWords({ prompt, messages, soFar }: AimockRequest): number {
	const lastTurn = messages.at(-1)?.text ?? '';
	const remaining = /write the remaining (\d+)/.exec(lastTurn)?.[1];
	if (remaining !== undefined) return Number(remaining);
	const closing = /within (\d+) words/.exec(lastTurn)?.[1];
	if (soFar !== '' && closing !== undefined) return Number(closing) * 0.75;
	const wanted = Array.from(prompt.matchAll(/^About (\d+) words/gm)).at(-1)?.[1] ?? 500;
	return Math.max(20, Number(wanted) - countWords(soFar));
}

function usageOf({ messages }: AimockRequest, reply: string, tokensPerToken: number): AimockUsage {
	const input = messages.reduce((sum, { text }) => sum + countTokens(text) + frameTokens.message, frameTokens.reply);
	return {
		inputTokens: Math.round(input * tokensPerToken),
		outputTokens: Math.round(countTokens(reply) * tokensPerToken),
	};
}

/** FNV-1a. */
function hashOf(...parts: readonly (string | number)[]): number {
	let hash = 2_166_136_261;
	for (const character of parts.join('\n')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
	return hash;
}
