import type { NovelInfo } from '../../../src/core/novel/novel.js';

/** What `novel.json` says of a novel of two chapters. */
export const twoChapterInfo: NovelInfo = {
	id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
	title: 'Salt',
	author: '',
	language: 'en',
	genre: '',
	pointOfView: 'third person limited',
	tense: 'past',
	chapters: 2,
	wordsPerChapter: 2_000,
};
