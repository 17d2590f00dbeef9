import assert from 'node:assert/strict';
import { manuscriptOrder } from '../../../../../src/core/novel/headings/manuscriptOrder.js';

describe('the order of manuscript files', () => {
	it('is that of their numbers', () => {
		assertOrder('1.md', '2.md', '10.md', '11 - The Sea.md');
		assertOrder('Chapter One.txt', 'Chapter Two.txt', 'Chapter Three.txt', 'Chapter Four.txt');
		assertOrder('Chapter V.md', 'Chapter VI.md', 'Chapter IX.md', 'Chapter X.md');
		assertOrder('scene-2.md', 'scene-10.md');
	});

	it('begins with what opens a book and ends with what closes it', () => {
		assertOrder('Title page.md', 'Prologue.md', 'Chapter 1.md', 'Chapter 2.md', 'Epilogue.md');
		assertOrder('prolog.txt', '1.txt', '2.txt', 'epilog.txt', 'nachwort.txt');
	});

	it('goes folder by folder', () => {
		assertOrder('Part 1/1.md', 'Part 1/2.md', 'Part 2/1.md', 'Part 10/1.md');
	});
});

function assertOrder(...paths: readonly string[]): void {
	assert.deepEqual(manuscriptOrder(paths.toReversed()), paths);
}
