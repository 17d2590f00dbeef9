import type { ChapterStaleness, StaleReason } from './staleness.js';

const changes = { changed: 'was changed', added: 'was added', removed: 'was taken away' } as const;

/** In English, for a terminal; without a full stop. */
export function staleSentence(chapter: number, reason: StaleReason): string {
	switch (reason.kind) {
		case 'file':
			return `${reason.path} ${changes[reason.change]}`;
		case 'setting':
			return `"${reason.field}" in novel.json was changed`;
		case 'outline':
			return `the outline of ${reason.chapter === chapter ? 'this chapter' : `chapter ${reason.chapter}`} was changed`;
		case 'chapter':
			return `chapter ${reason.chapter} was changed`;
		case 'memory':
			return `what is remembered of chapter ${reason.chapter} was changed`;
		case 'notes':
			return 'your notes were changed';
	}
}

/** Of a chapter that is not fresh. */
export function stalenessSentence({ chapter, freshness, reasons, waitsFor }: ChapterStaleness): string {
	if (freshness === 'stale') return `stale: ${reasons.map((reason) => staleSentence(chapter, reason)).join(', ')}`;
	return `may become stale with chapter ${waitsFor.join(', ')}`;
}
