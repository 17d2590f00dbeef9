import type { MemorySnapshot, MemoryStart } from '../../protocol/memory.js';
import { element } from '../element.js';
import { textButton } from '../iconButton.js';
import { words } from './words.js';

type Button = readonly [label: string, what: MemoryStart];

interface Emptiness {
	readonly title: string;
	readonly text: string;
	/** The first is the one that most will want. */
	readonly buttons: readonly Button[];
}

/** Where there is nothing to show, what to do about it. */
export function emptyState(snapshot: MemorySnapshot, start: (what: MemoryStart) => void): HTMLElement {
	const { title, text, buttons } = emptinessOf(snapshot);
	return element(
		'div',
		{ class: 'empty' },
		element('h2', {}, title),
		...(text === '' ? [] : [element('p', {}, text)]),
		...buttons.map(([label, what], at) => textButton(label, at === 0 ? 'primary' : 'secondary', () => start(what))),
	);
}

function emptinessOf(snapshot: MemorySnapshot): Emptiness {
	switch (snapshot.state) {
		case 'no-novel':
			return {
				title: words.noNovel,
				text: words.noNovelTip,
				buttons: [
					[words.newNovel, 'newNovel'],
					[words.openFolder, 'openFolder'],
				],
			};
		case 'untrusted':
			return { title: words.untrusted, text: words.untrustedTip, buttons: [[words.manageTrust, 'manageTrust']] };
		case 'opening':
			return { title: words.opening, text: '', buttons: [] };
		case 'failed':
			return { title: words.failed, text: snapshot.sentence, buttons: [[words.tryAgain, 'tryAgain']] };
		case 'ready':
			return {
				title: words.nothingYet,
				text: words.nothingYetTip,
				buttons: [
					[words.generateNextChapter, 'generateNextChapter'],
					[words.addNote, 'addNote'],
				],
			};
	}
}
