import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { FoundMemories, PlainMemory, RevealedMemory } from '../../src/host/memory/memoryArguments.js';
import { closeEditors, hostNovel, refusal, run, type HostNovel } from '../support/host/hostNovel.js';
import { until } from '../support/until.js';

const chapter = 'manuscript/01-lamp-1.md';
const text = [
	'# Lamp 1',
	'<!-- Is it a Saturday? -->',
	'The bell rang once. Noreen Tuplin put her hand on the brake.',
	'* * *',
	'A key was missing from the hook. The hook held one key now.',
	'The hook held one key now, and she counted it again.',
	'',
].join('\n\n');

describe('Memory by commands', () => {
	let novel: HostNovel;

	beforeEach(async () => {
		novel = await hostNovel({ chapters: 3 });
		await mkdir(path.dirname(novel.uri(chapter).fsPath), { recursive: true });
		await writeFile(novel.uri(chapter).fsPath, text);
	});

	afterEach(() => novel.remove());

	const here = <T extends object>(argument: T): T & { readonly folder: string } => ({
		folder: novel.folder,
		...argument,
	});
	const add = (argument: object): Thenable<PlainMemory> => run('memory.add', here(argument));
	const find = async (argument: object): Promise<FoundMemories['matches']> =>
		(await run<FoundMemories>('memory.search', here(argument))).matches;

	/** A passage of the chapter, once it has been read. */
	async function passage(beginning: string): Promise<{ readonly id: string }> {
		return await until(`"${beginning}" is remembered`, async () =>
			(await find({ text: beginning })).find((match) => match.text.startsWith(beginning)),
		);
	}

	it('adds a note that is found again, with the reason, and not before its chapter', async () => {
		const added = await add({ text: 'Wilf Tuplin hid the second key in the ledger.', chapter: 2 });
		const { id, ...rest } = added;
		assert.deepEqual(rest, {
			kind: 'note',
			tier: 'archival',
			text: 'Wilf Tuplin hid the second key in the ledger.',
			entities: ['Wilf Tuplin'],
			chapter: 2,
			scene: undefined,
			pinned: false,
			stale: false,
		});
		const [match] = await find({ text: 'where is the ledger?', kinds: ['note'] });
		assert.deepEqual([match?.id, match?.chapter, match?.kind, match?.why], [id, 2, 'note', 'has “ledger”']);
		assert.deepEqual(await find({ text: 'ledger', asOfChapter: 1, kinds: ['note'] }), []);
	});

	it('pins, edits, deletes and brings back', async () => {
		const { id } = await add({ text: 'The tide is out.' });
		assert.equal((await run<PlainMemory>('memory.pin', here({ id }))).pinned, true);
		assert.equal((await run<PlainMemory>('memory.pin', here({ id, pinned: false }))).pinned, false);
		const edited = await run<PlainMemory>('memory.edit', here({ id, text: 'The tide is in.', chapter: 3 }));
		assert.deepEqual([edited.text, edited.chapter], ['The tide is in.', 3]);
		assert.deepEqual(await run('memory.delete', here({ id })), { id });
		assert.deepEqual(await find({ text: 'tide', kinds: ['note'] }), []);
		assert.match(await refusal('memory.edit', here({ id, text: 'Again.' })), /^There is no memory \w+ any more\./);
		await run('memory.delete', here({ id, undo: true }));
		assert.deepEqual(
			(await find({ text: 'tide', kinds: ['note'] })).map((match) => [match.id, match.text]),
			[[id, 'The tide is in.']],
		);
	});

	const bad: readonly (readonly [string, unknown])[] = [
		['memory.search', { text: 7 }],
		['memory.search', { text: 'x', limit: 0 }],
		['memory.add', { text: '  ' }],
		['memory.add', { text: 'x', kind: 'rumour' }],
		['memory.addSelection', { pin: true }],
		['memory.edit', { text: 'x' }],
		['memory.pin', {}],
		['memory.delete', { id: '' }],
		['memory.reveal', { id: 'x', folder: 'relative' }],
	];
	for (const [command, argument] of bad) {
		it(`refuses ${command} with ${JSON.stringify(argument)}, and says what is wanted`, async () => {
			assert.match(await refusal(command, argument), /^prometheusNovel\.memory\.\w+ cannot use that argument\. .+/s);
		});
	}

	it('says so when there is nothing selected to remember', async () => {
		await closeEditors();
		assert.equal(
			await refusal('memory.addSelection', {}),
			'Select a passage in a file of the novel, then run this again.',
		);
	});

	it('remembers a selection with chapter, scene, names and place, whatever the line ends are', async () => {
		await add({ text: 'The novel is open.' });
		for (const eol of ['\n', '\r\n']) {
			await writeFile(novel.uri(chapter).fsPath, text.replaceAll('\n', eol));
			const quote = 'Noreen Tuplin put her hand on the brake.';
			const editor = await vscode.window.showTextDocument(novel.uri(chapter));
			await until('the file is shown as it is', () => editor.document.getText().includes(eol));
			const start = editor.document.getText().indexOf(quote);
			editor.selection = new vscode.Selection(
				editor.document.positionAt(start - 1),
				editor.document.positionAt(start + quote.length),
			);
			const note = await run<PlainMemory>('memory.addSelection', { pinned: true });
			assert.deepEqual(
				[note.kind, note.text, note.entities, note.chapter, note.scene, note.pinned],
				['note', quote, ['Noreen Tuplin'], 1, 1, true],
			);
			assert.deepEqual(source(note.id), { source_path: chapter, source_start: 20, source_end: 60 });
			await closeEditors();
		}
	});

	it('goes to the passage that was read, not to another one with the same words', async () => {
		const { id } = await add({ text: 'x' });
		await run('memory.delete', here({ id }));
		const editor = await vscode.window.showTextDocument(novel.uri(chapter));
		const last = editor.document.getText().lastIndexOf('The hook held one key now');
		editor.selection = selection(editor.document, last, 'The hook held one key now'.length);
		const note = await run<PlainMemory>('memory.addSelection', {});
		editor.selection = new vscode.Selection(0, 0, 0, 0);
		const place = await run<RevealedMemory>('memory.reveal', here({ id: note.id }));
		assert.deepEqual(place, { path: chapter, line: 10, column: 0, endLine: 10, endColumn: 25, sentence: undefined });
		assert.equal(selected(), 'The hook held one key now');
	});

	it('goes where a passage stood when it has been worked over, and says so', async () => {
		const { id } = await passage('A key was missing');
		const editor = await vscode.window.showTextDocument(novel.uri(chapter));
		await editor.edit((builder) => {
			builder.insert(new vscode.Position(4, 0), 'A new first paragraph.\n\n');
			builder.replace(new vscode.Range(8, 0, 8, 33), 'The second key had gone.');
		});
		const place = await run<RevealedMemory>('memory.reveal', here({ id }));
		assert.equal(place.sentence, 'The text has changed since this was remembered; it stood about here.');
		assert.equal(selected(), 'The hook held one key now.');
	});

	it('goes to the beginning of the chapter when the words are not there any more', async () => {
		const { id } = await passage('The bell rang once.');
		const editor = await vscode.window.showTextDocument(novel.uri(chapter));
		await editor.edit((builder) => builder.replace(new vscode.Range(2, 0, 99, 0), 'Gone.'));
		const { line, sentence } = await run<RevealedMemory>('memory.reveal', here({ id }));
		assert.deepEqual(
			[line, sentence],
			[2, 'These words are not in the chapter any more. This is where the chapter begins.'],
		);
	});

	it('finds a chapter under its new name, and says when it is gone or never was', async () => {
		const { id } = await passage('The bell rang once.');
		await rename(novel.uri(chapter).fsPath, novel.uri('manuscript/01-nobody.md').fsPath);
		assert.equal((await run<RevealedMemory>('memory.reveal', here({ id }))).path, 'manuscript/01-nobody.md');
		await closeEditors();
		const note = await add({ text: 'There was a chapter.', chapter: 1 });
		await rm(novel.uri('manuscript/01-nobody.md').fsPath);
		assert.match(await refusal('memory.reveal', here({ id: note.id })), /^Chapter 1 is not there any more/);
		const whole = await add({ text: 'Nobody ever says drought.' });
		assert.equal(
			await refusal('memory.reveal', here({ id: whole.id })),
			'This memory belongs to the whole book; there is no passage to go to.',
		);
	});

	function source(id: string): unknown {
		const [row] = novel.rows<object>(
			`SELECT source_path, source_start, source_end FROM memory_entry WHERE id = '${id}'`,
		);
		return { ...row };
	}

	function selected(): string {
		const editor = vscode.window.activeTextEditor;
		return editor?.document.getText(editor.selection) ?? '';
	}
});

function selection(document: vscode.TextDocument, start: number, length: number): vscode.Selection {
	return new vscode.Selection(document.positionAt(start), document.positionAt(start + length));
}
