import assert from 'node:assert/strict';
import { mkdir, open, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readManuscript } from '../../../../src/adapters/files/readManuscript.js';
import { CancellationError } from '../../../../src/base/errors.js';
import { asUnprivileged } from '../../../support/asUnprivileged.js';
import { temporaryFolder } from './temporaryFolder.js';

const { signal } = new AbortController();

describe('reading a manuscript', () => {
	const folder = temporaryFolder();

	async function put(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
		for (const [path, content] of Object.entries(files)) {
			await mkdir(dirname(join(folder(), path)), { recursive: true });
			await writeFile(join(folder(), path), content);
		}
	}

	it('reads one file of text, called as its title may be written', async () => {
		await put({ 'salt_and-stone.txt': '\uFEFFChapter 1\r\n\r\nDécor — fine.' });
		assert.deepEqual(await readManuscript(join(folder(), 'salt_and-stone.txt'), signal), {
			name: 'Salt and stone',
			files: [{ path: 'salt_and-stone.txt', text: 'Chapter 1\r\n\r\nDécor — fine.' }],
			notes: [],
		});
	});

	it('reads a folder in the order of its chapters, without what is hidden and without READMEs', async () => {
		await put({
			'Part 1/10.md': 'Ten.',
			'Part 1/2.md': 'Two.',
			'Part 2/1.markdown': 'Eleven.',
			'prologue.txt': 'Before.',
			'README.md': 'About.',
			'.git/x.md': 'No.',
			'.hidden.md': 'No.',
			'empty.md': ' \n',
			'cover.jpg': 'JPEG',
			'old.docx': 'PK',
		});
		const { files, notes } = await readManuscript(folder(), signal);
		assert.deepEqual(
			files.map(({ path, text }) => `${path}: ${text}`),
			['prologue.txt: Before.', 'Part 1/2.md: Two.', 'Part 1/10.md: Ten.', 'Part 2/1.markdown: Eleven.'],
		);
		assert.deepEqual(notes, ['old.docx was left out: it is a Word document.']);
	});

	it('reads older encodings, and says so where it had to guess', async () => {
		const latin = Buffer.from('Chapter 1\n\nElle était là, “déjà”.', 'latin1');
		latin[latin.indexOf(0x1c)] = 0x93;
		latin[latin.indexOf(0x1d)] = 0x94;
		await put({
			'1.txt': latin,
			'2.txt': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Straße.', 'utf16le')]),
			'3.txt': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('Łódź.', 'utf16le').swap16()]),
		});
		const { files, notes } = await readManuscript(folder(), signal);
		assert.deepEqual(
			files.map(({ text }) => text),
			['Chapter 1\n\nElle était là, “déjà”.', 'Straße.', 'Łódź.'],
		);
		assert.deepEqual(notes, ['1.txt is not UTF-8 and was read as Western European text.']);
	});

	it('refuses letters that it would have to guess at', async () => {
		const utf8 = Buffer.from('Élodie était là, où l’été ne finit pas.');
		await put({
			'cyrillic.txt': Buffer.from('Глава первая', 'utf16le')
				.filter((_, index) => index % 2 === 0)
				.map((byte) => byte | 0xc0),
			'polish.txt': Buffer.concat([
				Buffer.from('Plain words before, so that accents are few. '),
				Buffer.from([0x8f, 0x72]),
			]),
			'damaged.txt': Buffer.concat([utf8, Buffer.from([0xff])]),
			'binary.txt': Buffer.from([1, 2, 3, 0, 5]),
		});
		const advice = 'Open it in the program that wrote it, and save it as plain text in UTF-8.';
		const reasons: Readonly<Record<string, string>> = {
			'cyrillic.txt': 'the encoding of its letters is not known',
			'polish.txt': 'the encoding of its letters is not known',
			'damaged.txt': 'it is UTF-8 text with damaged places',
			'binary.txt': 'it does not hold text',
		};
		for (const [name, reason] of Object.entries(reasons))
			await refused(name, 'not-text', `${join(folder(), name)} cannot be imported: ${reason}. ${advice}`);
	});

	it('refuses other documents by their names and by what is in them', async () => {
		const kinds: Readonly<Record<string, string>> = {
			'book.docx': 'a Word document',
			'book.epub': 'an EPUB book',
			'book.pdf': 'a PDF document',
			'book.rtf': 'a Rich Text document',
			'book.odt': 'an OpenDocument text',
		};
		const advice = 'Save the book as plain text or Markdown in the program that opens it, and import that.';
		for (const [name, kind] of Object.entries(kinds)) {
			await put({ [name]: 'Anything.' });
			await refused(name, 'unsupported-format', `${join(folder(), name)} is ${kind}. ${advice}`);
		}
		await put({ 'pdf.txt': '%PDF-1.7 …', 'rtf.txt': '{\\rtf1 Salt}', 'book.jpg': 'JPEG' });
		await refused('pdf.txt', 'unsupported-format', `${join(folder(), 'pdf.txt')} is a PDF document. ${advice}`);
		await refused('rtf.txt', 'unsupported-format', `${join(folder(), 'rtf.txt')} is a Rich Text document. ${advice}`);
		await refused(
			'book.jpg',
			'unsupported-format',
			`${join(folder(), 'book.jpg')} is neither Markdown nor plain text. Choose a file that ends in .md or .txt.`,
		);
	});

	it('refuses what is missing, empty, too large, a novel already, or may not be read', async () => {
		const choose = 'Choose the file or folder that holds the book.';
		await put({ 'empty.txt': '\n', 'documents/book.docx': 'PK', 'novel/novel.json': '{}', 'secret.txt': 'Mine.' });
		await mkdir(join(folder(), 'bare'));
		const large = await open(join(folder(), 'large.txt'), 'w');
		await large.truncate(50_000_001);
		await large.close();
		await refused('missing.txt', 'no-manuscript', `${join(folder(), 'missing.txt')} does not exist. ${choose}`);
		await refused('empty.txt', 'empty-manuscript', `${join(folder(), 'empty.txt')} is empty. ${choose}`);
		await refused(
			'bare',
			'empty-manuscript',
			`${join(folder(), 'bare')} has no Markdown or plain text files with text in them. ${choose}`,
		);
		await refused('documents', 'unsupported-format');
		await refused(
			'novel',
			'already-a-novel',
			`${join(folder(), 'novel')} is a novel already. Open it, or choose the folder of a manuscript.`,
		);
		await refused(
			'large.txt',
			'too-large',
			`With ${join(folder(), 'large.txt')} the manuscript is larger than any novel. Import at most 50 MB at once, such as one volume.`,
		);
	});

	it('says which file may not be read', async function () {
		if (process.platform === 'win32') this.skip();
		await put({ 'secret.txt': 'Mine.' });
		await asUnprivileged(() => refused('secret.txt', 'unreadable'));
	});

	it('follows no link that leads back, and reads the file that one leads to', async () => {
		await put({ 'book/1.md': 'One.', 'elsewhere.md': 'Two.' });
		await symlink(join(folder(), 'book'), join(folder(), 'book', 'again'));
		await symlink(join(folder(), 'elsewhere.md'), join(folder(), 'book', '2.md'));
		await symlink(join(folder(), 'nowhere.md'), join(folder(), 'book', '3.md'));
		const { files } = await readManuscript(join(folder(), 'book'), signal);
		assert.deepEqual(
			files.map(({ path }) => path),
			['1.md', '2.md'],
		);
	});

	it('stops when it is cancelled', async () => {
		await put({ '1.md': 'One.' });
		const reason = new CancellationError();
		await assert.rejects(readManuscript(folder(), AbortSignal.abort(reason)), reason);
	});

	async function refused(name: string, code: string, message?: string): Promise<void> {
		const expected = message === undefined ? { code } : { code, message };
		await assert.rejects(readManuscript(join(folder(), name), signal), expected);
	}
});
