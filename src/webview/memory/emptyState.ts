import type { MemorySnapshot, MemoryStart } from '../../protocol/memory.js';
import { absenceEmptiness } from '../absenceEmptiness.js';
import type { Emptiness } from '../emptyView.js';
import { words } from './words.js';

/** What to say, and to offer, where there are no memories to show. */
export function emptyState(snapshot: MemorySnapshot): Emptiness<MemoryStart> {
	if (snapshot.state !== 'ready') return absenceEmptiness(snapshot, words);
	return {
		title: words.nothingYet,
		text: words.nothingYetTip,
		buttons: [
			[words.generateNextChapter, 'generateNextChapter'],
			[words.addNote, 'addNote'],
		],
	};
}
