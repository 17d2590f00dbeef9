import assert from 'node:assert/strict';
import { guessedTitlePage } from '../../../../src/core/novel/titlePage.js';

describe('a title page', () => {
	it('tells title and author', () => {
		const pages: ReadonlyArray<readonly [page: string, title: string | undefined, author: string | undefined]> = [
			['Salt\n\n\nby\n\nAnn Marsh\n\n(1818)', 'Salt', 'Ann Marsh'],
			[
				'SALT AND STONE\n\nby Ann Marsh (1803)\n\n\n\nADVERTISEMENT BY THE AUTHORESS\n\nTHIS little work was finished.',
				'SALT AND STONE',
				'Ann Marsh',
			],
			['# Salz\n\nvon\n\nAnna Marsch', 'Salz', 'Anna Marsch'],
			['SALT\n\nAnn Marsh', 'SALT', 'Ann Marsh'],
			['SALT\n\nA Novel\n\nAnn Marsh', 'SALT', 'Ann Marsh'],
			['Salt', 'Salt', undefined],
			['---\ntitle: "Salt"\nauthor: Ann Marsh\n---', 'Salt', 'Ann Marsh'],
			['Title: Salt\n\nAuthor: Ann Marsh\n\nRelease date: 1 May', 'Salt', 'Ann Marsh'],
			['Salt\n\nContents\n\nPart One\n\nPart Two', 'Salt', undefined],
			['', undefined, undefined],
		];
		for (const [page, title, author] of pages)
			assert.deepEqual(guessedTitlePage(page), {
				...(title === undefined ? {} : { title }),
				...(author === undefined ? {} : { author }),
			});
	});

	it('is not read out of a preface', () => {
		const preface =
			'This book was written in a year in which nothing else could be done, and the author asks for patience. It was raining.';
		assert.deepEqual(guessedTitlePage(`${preface}\n\n${preface}`), {});
	});
});
