import { fingerprintOf, textHash } from './fingerprint.js';
import { chapterPrefix } from './stageGraph.js';

/** Under this node the journal knows which texts of a chapter were checked to the end. */
export function checkedNodeId(chapter: number): string {
	return `${chapterPrefix(chapter)}checked`;
}

/** @param text of the chapter's file */
export function checkedKey(text: string, voicePass: boolean): string {
	return fingerprintOf({ text: textHash(text), voicePass });
}
