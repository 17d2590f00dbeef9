import assert from 'node:assert/strict';
import { splitManuscript, type SplitManuscript } from '../../../../src/core/novel/splitManuscript.js';
import { plainProse, wrappedProse } from '../../../support/novel/plainProse.js';

const prose = plainProse(3);

describe('a manuscript in one text', () => {
	it('is divided by headings that say "chapter", however they count', () => {
		const wordings: ReadonlyArray<readonly string[]> = [
			['CHAPTER 1', 'CHAPTER 2', 'CHAPTER 3'],
			['Chapter One', 'Chapter Two', 'Chapter Three'],
			['Chapter I.', 'Chapter II.', 'Chapter III.'],
			['chapter 1', 'chapter 2', 'chapter 3'],
			['Chapter the First', 'Chapter the Second', 'Chapter the Third'],
			['First Chapter', 'Second Chapter', 'Third Chapter'],
			['**Chapter 1**', '**Chapter 2**', '**Chapter 3**'],
			['Kapitel 1', 'Kapitel 2', 'Kapitel 3'],
			['Erstes Kapitel', 'Zweites Kapitel', 'Drittes Kapitel'],
			['Chapitre premier', 'Chapitre II', 'Chapitre III'],
			['Capítulo 1', 'Capítulo 2', 'Capítulo 3'],
			['Capitolo I', 'Capitolo II', 'Capitolo III'],
			['Hoofdstuk 1', 'Hoofdstuk 2', 'Hoofdstuk 3'],
			['Глава первая', 'Глава вторая', 'Глава третья'],
			['第一章', '第二章', '第三章'],
			['제1장', '제2장', '제3장'],
		];
		for (const headings of wordings)
			assert.deepEqual(headingsIn(headings.map((one) => `${one}\n\n${prose}`).join('\n\n')), headings);
	});

	it('is divided by numbers alone, by numbers with titles, and by other words that count', () => {
		const wordings: ReadonlyArray<readonly string[]> = [
			['1', '2', '3'],
			['1.', '2.', '3.'],
			['I', 'II', 'III'],
			['~ 1 ~', '~ 2 ~', '~ 3 ~'],
			['One', 'Two', 'Three'],
			['1. The Sea', '2. The Land', '3. Home'],
			['IV. The Sea', 'V. The Land', 'VI. Home'],
			['Stave One', 'Stave Two', 'Stave Three'],
			['1818', '1819', '1820'],
		];
		for (const headings of wordings)
			assert.deepEqual(headingsIn(headings.map((one) => `${one}\n\n${prose}`).join('\n\n')), headings);
	});

	it('keeps titles apart from what counts the chapters', () => {
		const text = [
			`CHAPTER I. The Sea\n\n${prose}`,
			`CHAPTER II: The Land\n\n${prose}`,
			`CHAPTER III – Home\n\n${prose}`,
			`CHAPTER IV Away\n\n${prose}`,
		].join('\n\n');
		assert.deepEqual(
			chaptersOf(text).map(({ heading, title }) => [heading, title]),
			[
				['CHAPTER I. The Sea', 'The Sea'],
				['CHAPTER II: The Land', 'The Land'],
				['CHAPTER III – Home', 'Home'],
				['CHAPTER IV Away', 'Away'],
			],
		);
	});

	it('takes the line below for a title when most chapters have one', () => {
		const titled = ['The Arrival', 'THE STORM.', 'A Letter from\nthe Captain'];
		const text = titled.map((title, index) => `Chapter ${index + 1}\n\n${title}\n\n${wrappedProse(3)}`).join('\n\n');
		assert.deepEqual(
			chaptersOf(text).map(({ heading, title }) => [heading, title]),
			[
				['Chapter 1 The Arrival', 'The Arrival'],
				['Chapter 2 THE STORM.', 'THE STORM.'],
				['Chapter 3 A Letter from the Captain', 'A Letter from the Captain'],
			],
		);
	});

	it('leaves a short first paragraph of one chapter where it is', () => {
		const chapters = chaptersOf(`Chapter 1\n\nRain\n\n${prose}\n\nChapter 2\n\n${prose}\n\nChapter 3\n\n${prose}`);
		assert.deepEqual(
			chapters.map(({ title, text }) => [title, text.slice(0, 8)]),
			[
				['Chapter 1', 'Rain\n\nTh'],
				['Chapter 2', 'The harb'],
				['Chapter 3', 'The harb'],
			],
		);
	});

	it('is divided by Markdown headings below the title of the book, and keeps those inside chapters', () => {
		const text = `# Salt\n\n## The Sea\n\n${prose}\n\n### Later\n\n${prose}\n\n## The Land\n\n${prose}`;
		const manuscript = split(text);
		assert.deepEqual(
			[manuscript.title, manuscript.frontMatter, manuscript.chapters.map(({ title }) => title)],
			['Salt', '# Salt', ['The Sea', 'The Land']],
		);
		assert.match(manuscript.chapters[0]?.text ?? '', /\n### Later\n/);
	});

	it('reads underlined headings, and headings with the marks on both sides', () => {
		assert.deepEqual(headingsIn(`The Sea\n=======\n\n${prose}\n\nThe Land\n========\n\n${prose}`), [
			'The Sea',
			'The Land',
		]);
		assert.deepEqual(titlesIn(`## The Sea ##\n\n${prose}\n\n## The Land ##\n\n${prose}`), ['The Sea', 'The Land']);
	});

	it('begins with the prologue and ends with the epilogue', () => {
		const text = `Prologue\n\n${prose}\n\n1\n\n${prose}\n\n2\n\n${prose}\n\nEPILOGUE: The Sea\n\n${prose}\n\nAfterword\n\nThanks to all.`;
		const { chapters, backMatter, report } = split(text);
		assert.deepEqual(
			chapters.map(({ number, title }) => `${number} ${title}`),
			['1 Prologue', '2 1', '3 2', '4 The Sea'],
		);
		assert.equal(backMatter, 'Afterword\n\nThanks to all.');
		assert.ok(report.notes.includes('Chapters are numbered through: “1” is chapter 2.'), report.notes.join('\n'));
	});

	it('has every interlude, and a prologue once though the contents name it', () => {
		const told = ['Prologue', '1. The Sea', 'Interlude', '2. The Land', 'Interlude', '3. Home'];
		const text = `Contents\n\n${told.join('\n\n')}\n\n${told.map((one) => `${one}\n\n${prose}`).join('\n\n')}`;
		assert.deepEqual(headingsIn(text), told);
	});

	it('numbers chapters through where parts count them anew', () => {
		const text = `PART ONE\n\nChapter 1\n\n${prose}\n\nChapter 2\n\n${prose}\n\nPART TWO\nThe Sea\n\nChapter 1\n\n${prose}\n\nChapter 2\n\n${prose}`;
		assert.deepEqual(
			chaptersOf(text).map(({ number, heading }) => `${number} ${heading}`),
			['1 PART ONE Chapter 1', '2 Chapter 2', '3 PART TWO The Sea Chapter 1', '4 Chapter 2'],
		);
	});

	it('has an interlude between numbered chapters of the same level', () => {
		const text = `# Part One\n\n## 1\n\n${prose}\n\n## Interlude\n\n${prose}\n\n## 2\n\n${prose}\n\n# Part Two\n\n## 1\n\n${prose}`;
		assert.deepEqual(headingsIn(text), ['Part One 1', 'Interlude', '2', 'Part Two 1']);
	});

	it('keeps the page of a part with its epigraph before the chapter it opens', () => {
		const epigraph =
			'PART TWO\n\nWho goes to sea in winter goes without asking anybody, and comes back without telling, if at all they come back, so the old people said.';
		const chapters = chaptersOf(
			`Chapter 1\n\n${prose}\n\n${epigraph}\n\nChapter 2\n\n${prose}\n\nChapter 3\n\n${prose}`,
		);
		assert.deepEqual(
			chapters.map(({ heading, before }) => [heading, before]),
			[
				['Chapter 1', ''],
				['Chapter 2', epigraph],
				['Chapter 3', ''],
			],
		);
	});

	it('makes a chapter of a part that has much text before its first chapter', () => {
		const text = `Chapter 1\n\n${prose}\n\nPART TWO\n\n${plainProse(6)}\n\nChapter 2\n\n${prose}`;
		assert.deepEqual(headingsIn(text), ['Chapter 1', 'PART TWO', 'Chapter 2']);
	});

	it('takes parts for chapters when there is nothing else', () => {
		assert.deepEqual(headingsIn(`BOOK ONE\n\n${prose}\n\nBOOK TWO\n\n${prose}`), ['BOOK ONE', 'BOOK TWO']);
	});

	it('does not take a table of contents for chapters', () => {
		const body = (headings: readonly string[]): string => headings.map((one) => `${one}\n\n${prose}`).join('\n\n');
		const plain = ['Chapter 1', 'Chapter 2', 'Chapter 3'];
		const titled = ['1. The Sea', '2. The Land', '3. Home'];
		const parts = ['PART ONE', 'Chapter 1', 'Chapter 2', 'PART TWO', 'Chapter 1', 'Chapter 2'];
		assert.deepEqual(headingsIn(`Salt\n\nContents\n\n${plain.join('\n\n')}\n\n${body(plain)}`), plain);
		assert.deepEqual(headingsIn(`Salt\n\nContents\n\n${titled.join('\n')}\n\n\n${body(titled)}`), titled);
		assert.deepEqual(
			headingsIn(`Salt\n\nCONTENTS\n\nChapter 1 ... 3\nChapter 2 ... 9\nChapter 3 ... 20\n\n${body(plain)}`),
			plain,
		);
		assert.deepEqual(headingsIn(`${body(plain)}\n\nTable des matières\n\n${plain.join('\n\n')}`), plain);
		const text = `Contents\n\n${parts.join('\n\n')}\n\nPART ONE\n\n${body(plain.slice(0, 2))}\n\nPART TWO\n\n${body(plain.slice(0, 2))}`;
		assert.deepEqual(headingsIn(text), ['PART ONE Chapter 1', 'Chapter 2', 'PART TWO Chapter 1', 'Chapter 2']);
	});

	it('finds chapters that have nothing but a title by the contents, or by the room around them', () => {
		const titles = ['The Sea', 'The Land', 'Home'];
		const listed = `Salt\n\nCONTENTS\n\nThe Sea ... 3\nThe Land ... 17\nHome ... 30\n\n${titles.map((one) => `${one.toUpperCase()}\n\n${prose}`).join('\n\n')}`;
		assert.deepEqual(titlesIn(listed), ['THE SEA', 'THE LAND', 'HOME']);
		const apart = `Salt\n\n\n\n${titles.map((one) => `${one}\n\n\n${plainProse(6)}`).join('\n\n\n\n')}`;
		assert.deepEqual(titlesIn(apart), titles);
	});

	it('does not take the word in a sentence, or a line of a paragraph, for a heading', () => {
		const text = `Chapter 1\n\n${prose}\n\nShe had read\nChapter 7\nand slept.\n\nChapter 3 was the worst.\n\nChapter 12, she said, was lost.\n\nChapter 2\n\n${prose}`;
		assert.deepEqual(headingsIn(text), ['Chapter 1', 'Chapter 2']);
	});

	it('leaves out what does not fit the sequence', () => {
		const sequence = ['Chapter 1', 'Chapter 2', 'Chapter 17', 'Chapter 3', 'Chapter 4'];
		assert.deepEqual(headingsIn(sequence.map((one) => `${one}\n\n${prose}`).join('\n\n')), [
			'Chapter 1',
			'Chapter 2',
			'Chapter 3',
			'Chapter 4',
		]);
	});

	it('forgives an author who counts wrongly', () => {
		const sequence = ['Chapter 1', 'Chapter 2', 'Chapter 4', 'Chapter 4', 'Chapter 5'];
		assert.deepEqual(headingsIn(sequence.map((one) => `${one}\n\n${prose}`).join('\n\n')), sequence);
	});

	it('takes numbers inside chapters for sections, and lists and page numbers for neither', () => {
		const sections = `1\n\n${prose}\n\n2\n\n${prose}`;
		assert.deepEqual(headingsIn(`Chapter 1\n\n${sections}\n\nChapter 2\n\n${sections}`), ['Chapter 1', 'Chapter 2']);
		assert.deepEqual(headingsIn(`# The Sea\n\n${sections}\n\n# The Land\n\n${sections}`), ['The Sea', 'The Land']);
		assert.deepEqual(headingsIn(`${prose}\n\n1. Buy bread.\n\n2. Buy salt.\n\n3. Go home.\n\n${plainProse(20)}`), [
			undefined,
		]);
		const pages = Array.from(
			{ length: 12 },
			(_, page) => `${wrappedProse(3)}\n\nShe turned towards the\n\n${page + 1}\n\nlighthouse.`,
		);
		assert.deepEqual(headingsIn(pages.join('\n\n')), [undefined]);
	});

	it('takes a heading at the top of every page for one chapter', () => {
		const pages = [1, 2, 3].flatMap((number) => [1, 2, 3].map(() => `Chapter ${number}\n\n${prose}`));
		assert.deepEqual(headingsIn(pages.join('\n\n')), ['Chapter 1', 'Chapter 2', 'Chapter 3']);
	});

	it('has letters before the first chapter as chapters', () => {
		const text = `Letter 1\n\n${plainProse(5)}\n\nLetter 2\n\n${plainProse(5)}\n\nChapter 1\n\n${prose}\n\nChapter 2\n\n${prose}\n\nChapter 3\n\n${prose}`;
		assert.deepEqual(headingsIn(text), ['Letter 1', 'Letter 2', 'Chapter 1', 'Chapter 2', 'Chapter 3']);
	});

	it('begins with a chapter that has no heading when the first one that has counts 2', () => {
		const chapters = chaptersOf(`${plainProse(5)}\n\n2\n\n${plainProse(5)}\n\n3\n\n${plainProse(5)}`);
		assert.deepEqual(
			chapters.map(({ title, heading }) => [title, heading]),
			[
				['Chapter 1', undefined],
				['2', '2'],
				['3', '3'],
			],
		);
	});

	it('has chapters that are still empty', () => {
		const { chapters, report } = split(`Chapter 1\n\n${prose}\n\nChapter 2\n\n${prose}\n\nChapter 3\n\nChapter 4\n`);
		assert.deepEqual(
			chapters.map(({ text }) => text === ''),
			[false, false, true, true],
		);
		assert.ok(report.notes.includes('No text yet in chapter 3, 4.'));
	});

	it('is one chapter without headings, and says so', () => {
		const { chapters, report } = split(prose);
		assert.deepEqual(chapters, [{ number: 1, title: 'Chapter 1', heading: undefined, before: '', text: prose }]);
		assert.match(
			report.notes.join('\n'),
			/^No headings of chapters were found, so that the whole text is one chapter\./,
		);
		assert.deepEqual(titlesIn(`# Salt\n\n${prose}`), ['Salt']);
	});

	it('knows a paragraph that is a line, page breaks, and lines that end as on Windows', () => {
		const lines = prose.replaceAll('\n\n', '\n');
		assert.deepEqual(headingsIn(`Salt\nChapter 1\n${lines}\nChapter 2\n${lines}`), ['Chapter 1', 'Chapter 2']);
		const { frontMatter, chapters } = split(
			'\uFEFFSalt\r\n\fCHAPTER 1\r\n\r\nShe went to the\r\n\fhouse.\r\n\r\nAnd in.\r\n\fCHAPTER 2\r\n\r\nShe came.\f',
		);
		assert.deepEqual(
			[frontMatter, ...chapters.map(({ heading, text }) => [heading, text])],
			['Salt', ['CHAPTER 1', 'She went to the\nhouse.\n\nAnd in.'], ['CHAPTER 2', 'She came.']],
		);
	});

	it('keeps hard-wrapped lines as they are', () => {
		const wrapped = wrappedProse(4);
		assert.match(wrapped, /\S\n\S/);
		assert.deepEqual(
			chaptersOf(`CHAPTER 1\n\n${wrapped}\n\nCHAPTER 2\n\n${wrapped}`).map(({ text }) => text),
			[wrapped, wrapped],
		);
	});

	it('takes no heading out of a comment, a block of code, or the properties of a file', () => {
		const text = `---\ntitle: "Salt"\nauthor: Ann Marsh\n---\n\n# The Sea\n\n${prose}\n\n<!--\n# Cut\n\nGone.\n-->\n\n# The Land\n\n\`\`\`\n# Sign\n\`\`\`\n\n${prose}`;
		const { title, author, chapters } = split(text);
		assert.deepEqual(
			[title, author, ...chapters.map((one) => one.heading)],
			['Salt', 'Ann Marsh', 'The Sea', 'The Land'],
		);
	});

	it('tells the licence of a text collection from the book', () => {
		const text = `The Gutenberg eBook of Salt\n\nTitle: Salt\n\nAuthor: Ann Marsh\n\n*** START OF THE PROJECT GUTENBERG EBOOK SALT ***\n\nSALT\n\nCHAPTER I\n\n${prose}\n\nCHAPTER II\n\n${prose}\n\n*** END OF THE PROJECT GUTENBERG EBOOK SALT ***\n\nTerms.`;
		const { title, author, chapters, backMatter } = split(text);
		assert.deepEqual(
			[title, author, chapters.map(({ text }) => text), backMatter],
			['Salt', 'Ann Marsh', [prose, prose], '*** END OF THE PROJECT GUTENBERG EBOOK SALT ***\n\nTerms.'],
		);
	});

	it('is refused without words, and with more chapters than a novel has', () => {
		assert.deepEqual(splitManuscript([{ path: 'book.txt', text: ' \n\f\n' }]), {
			kind: 'refused',
			code: 'no-words',
			reason: 'There is nothing to import: the text has no words. Choose the file or folder that holds the book.',
		});
		const text = Array.from({ length: 401 }, (_, index) => `Chapter ${index + 1}\n\nA day.`).join('\n\n');
		assert.deepEqual(splitManuscript([{ path: 'book.txt', text }]), {
			kind: 'refused',
			code: 'too-many-chapters',
			reason: '401 chapters were found, and a novel has at most 400. Import one volume at a time.',
		});
	});
});

function split(text: string): SplitManuscript {
	const result = splitManuscript([{ path: 'book.txt', text }]);
	assert.equal(result.kind, 'split');
	return result.kind === 'split' ? result.manuscript : assert.fail();
}

function chaptersOf(text: string): SplitManuscript['chapters'] {
	return split(text).chapters;
}

function headingsIn(text: string): Array<string | undefined> {
	return chaptersOf(text).map(({ heading }) => heading);
}

function titlesIn(text: string): string[] {
	return chaptersOf(text).map(({ title }) => title);
}
