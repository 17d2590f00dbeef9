import { filled } from '../../filled.js';
import { formats } from '../formats.js';
import { clockTime } from '../numberFormats.js';
import { words } from '../words.js';
import type { Work } from './work.js';

/** Which chapter and scene it belongs to; empty where it is the whole book's. */
export function placeOf({ chapter, scene }: Work): string {
	if (chapter === undefined) return '';
	return scene === undefined ? filled(words.chapter, chapter) : filled(words.chapterScene, chapter, scene);
}

/** Its stage first, then what else there is to be said of it. */
export function linesOf(work: Work, stages: readonly string[]): readonly string[] {
	const { stage, startMs, durationMs } = work;
	return [
		stages[stage] ?? '',
		placeOf(work),
		filled(words.startsAt, clockTime(startMs, 100)),
		filled(words.takes, formats.duration(durationMs)),
		triesOf(work),
		...marksOf(work),
	].filter((line) => line !== '');
}

export function marksOf({ isOnCriticalPath, isFailed, isRunning }: Work): readonly string[] {
	return [
		...(isOnCriticalPath ? [words.onCriticalPath] : []),
		...(isFailed ? [words.hasFailed] : []),
		...(isRunning ? [words.isRunning] : []),
	];
}

function triesOf({ tries }: Work): string {
	return tries > 1 ? filled(words.tries, tries) : words.oneTry;
}
