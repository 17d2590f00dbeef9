import * as l10n from '@vscode/l10n';
import type { FinishReason } from '../models/languageModel.js';
import { countWords } from '../novel/chapterFile.js';
import { endsCompletely } from './proseCleaning.js';

/** A scene that has this share of its wanted words is long enough. */
const enough = 0.88;
/** A scene under this share is never taken for finished. */
const least = 0.7;
/** Beyond this share a scene that was cut is asked only for its end. */
const closingShare = 0.95;

export type SceneVerdict =
	| { readonly kind: 'finished' }
	/** Ask the model to go on; `instruction` is the user turn. */
	| { readonly kind: 'continue'; readonly instruction: string }
	| { readonly kind: 'unfinished'; readonly problem: string };

/**
 * Whether a scene is done is read from its text, since a stream may stop falsely.
 * @param continuations how often it was continued already
 */
export function judgeScene(
	text: string,
	wantedWords: number,
	reason: FinishReason,
	continuations: number,
	maxContinuations: number,
): SceneVerdict {
	const words = countWords(text);
	const complete = endsCompletely(text);
	const long = words >= wantedWords * enough;
	if (
		complete &&
		(long || (continuations >= maxContinuations && words >= wantedWords * least)) &&
		(reason === 'stop' || long)
	)
		return { kind: 'finished' };
	if (continuations >= maxContinuations)
		return { kind: 'unfinished', problem: problemOf(words, wantedWords, complete) };
	return { kind: 'continue', instruction: instructionFor(words, wantedWords) };
}

function instructionFor(words: number, wantedWords: number): string {
	const opening = 'Go on from exactly where your text ends, with the next sentence, and repeat nothing.';
	if (words >= wantedWords * closingShare)
		return `${opening} Bring the scene to its closing moment within 80 words. Prose only.`;
	return `${opening} The scene has ${words} of about ${wantedWords} words: write the remaining ${wantedWords - words}, through its outcome to its closing moment. Prose only.`;
}

function problemOf(words: number, wantedWords: number, complete: boolean): string {
	return complete
		? l10n.t('it has {0} of {1} words', words, wantedWords)
		: l10n.t('it breaks off in mid-sentence after {0} words', words);
}
