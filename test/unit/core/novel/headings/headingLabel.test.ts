import assert from 'node:assert/strict';
import { headingLabel } from '../../../../../src/core/novel/headings/headingLabel.js';

describe('the label of a heading', () => {
	it('has kind, number and title in many languages', () => {
		const labels: Readonly<Record<string, string>> = {
			'CHAPTER XII. The Title': 'chapter 12 The Title',
			'Chapter One Hundred and Two': 'chapter 102',
			'Chapter twenty-one: Salt': 'chapter 21 Salt',
			'12. Kapitel': 'chapter 12',
			'Zweiundzwanzigstes Kapitel': 'chapter ?',
			'Capítulo II: La mar': 'chapter 2 La mar',
			'Chapitre premier': 'chapter ?',
			'Глава 3': 'chapter 3',
			'第二十一章　归来': 'chapter 21 归来',
			第3話: 'chapter 3',
			'제 3 장': 'chapter 3',
			'Part Two, Chapter 3': 'chapter 3',
			'BOOK THE FIRST': 'part 1',
			'Zweiter Teil': 'part ?',
			'Prologue: The Fire': 'story ? The Fire',
			'Interlude II': 'story ?',
			'Table of Contents': 'contents ? Table of Contents',
			Acknowledgements: 'back ? Acknowledgements',
			'Letter 4': 'counted 4',
			'[IV]': 'number 4',
			'1. The Sea': 'number 1 The Sea',
		};
		assert.deepEqual(Object.fromEntries(Object.keys(labels).map((line) => [line, described(line)])), labels);
	});

	it('is none in a sentence', () => {
		const lines = [
			'Chapter 3 was the worst.',
			'Chapter 12, she said, was lost.',
			'Chapter 12 Anna left.',
			'Part of the reason',
			'I came home',
			"I'm here",
			'Mix',
			'12th of March',
			'第三章的时候他走了。',
		];
		assert.deepEqual(
			lines.map(described),
			lines.map((line) => `plain ? ${line}`),
		);
	});
});

function described(line: string): string {
	const { kind, number, title } = headingLabel(line);
	return `${kind} ${number ?? '?'} ${title}`.trim();
}
