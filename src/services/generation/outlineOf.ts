import type { Novel, OutlineChapter } from '../../core/novel/novel.js';

/** A chapter that exists without a place in the outline is still read. */
export function outlineOf(novel: Novel, chapter: number): OutlineChapter {
	return (
		novel.outline.find((one) => one.number === chapter) ?? {
			number: chapter,
			title: `Chapter ${chapter}`,
			beats: [],
			pov: '',
			location: '',
			time: '',
			line: 0,
		}
	);
}
