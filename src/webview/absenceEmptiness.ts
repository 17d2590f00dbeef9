import type { Absence, AbsenceStart, AbsenceWords } from '../protocol/absence.js';
import type { Emptiness } from './emptyView.js';

/** What to say, and to offer, where there is no novel to show. */
export function absenceEmptiness(absence: Absence, words: AbsenceWords): Emptiness<AbsenceStart> {
	switch (absence.state) {
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
			return { title: words.failed, text: absence.sentence, buttons: [[words.tryAgain, 'tryAgain']] };
	}
}
