import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual as isDeepEqual } from 'node:util';
import * as vscode from 'vscode';
import type { GenerationReport } from '../../src/api.js';
import type { ModelProviderExports } from '../extensions/model-provider/src/extension.js';
import { closeEditors, hostNovel, refusal, run, withSettings, type HostNovel } from '../support/host/hostNovel.js';
import { until } from '../support/until.js';

const first = 'manuscript/01-lamp-1.md';
const second = 'manuscript/02-lamp-2.md';

describe('A chapter that grows in the editor', () => {
	let novel: HostNovel;
	let reset: () => Promise<void>;
	/** Its replies stop where a test wants them to. */
	let author: ModelProviderExports;

	before(async () => {
		const provider = vscode.extensions.getExtension<ModelProviderExports>('prometheus-novel-tests.model-provider');
		assert.ok(provider);
		author = await provider.activate();
		const model = 'vscode/storytellers/storyteller';
		reset = await withSettings({ 'models.plan': model, 'models.draft': model, 'models.check': model });
	});

	after(() => reset());

	beforeEach(async () => {
		await closeEditors();
		novel = await hostNovel();
	});

	afterEach(async () => {
		await run('cancelGeneration');
		author.release();
		await novel.remove();
	});

	const generate = (chapters = '1'): Thenable<GenerationReport> =>
		run('generateNovel', { folder: novel.folder, chapters });
	const document = (relative = first): vscode.TextDocument | undefined =>
		vscode.workspace.textDocuments.find((one) => one.uri.toString() === novel.uri(relative).toString());
	/** The model has written so many characters of a scene and waits, and all of them are in the document. */
	const grown = async (characters: number, relative = first): Promise<vscode.TextDocument> => {
		author.hold(characters);
		return until(`${relative} has ${characters} characters`, () => {
			const open = document(relative);
			return open !== undefined && open.getText().length >= characters ? open : undefined;
		});
	};
	const finished = async (run: Thenable<GenerationReport>): Promise<GenerationReport> => {
		author.release();
		return run;
	};
	const saved = (relative = first): Promise<string> => readFile(novel.uri(relative).fsPath, 'utf8');
	const drafted = (chapter = 1): string =>
		novel.rows<{ output: string }>(
			`SELECT output FROM stage_result WHERE node = 'chapter:${chapter}/chapter_assembly'`,
		)[0]?.output ?? assert.fail('The chapter is not assembled.');

	it('opens in front, fills as the text comes, is saved, and equals the finished draft', async () => {
		const edits: number[] = [];
		const listening = vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
			if (changed.uri.toString() === novel.uri(first).toString() && contentChanges.length > 0) edits.push(Date.now());
		});
		author.hold(200);
		const done = generate();
		for (const characters of [200, 800, 1_600]) assert.ok((await grown(characters)).isDirty);
		await finished(done);
		listening.dispose();

		const busiest = edits.map((at) => edits.filter((other) => other >= at && other < at + 1_000).length);
		assert.ok(Math.max(...busiest) <= 10, `${Math.max(...busiest)} edits in a second`);
		assert.ok(isActive(first));
		assert.equal(document()?.isDirty, false);
		assert.equal(await saved(), drafted());
	});

	it('is taken back scene by scene with undo, and comes back with redo', async () => {
		await novel.remove();
		novel = await hostNovel({ wordsPerChapter: 1_200 });
		await generate();
		const whole = drafted();
		const [scene1 = '', scene2 = ''] = whole.split('\n\n* * *\n\n');
		assert.ok(scene2.length > 100);
		const text = (): string => document()?.getText() ?? '';

		await vscode.commands.executeCommand('undo');
		assert.equal(text(), scene1);
		await vscode.commands.executeCommand('undo');
		assert.equal(text(), '');
		await vscode.commands.executeCommand('redo');
		await vscode.commands.executeCommand('redo');
		assert.equal(text(), whole);
	});

	it('leaves caret and selection where the author put them, also at the very end', async () => {
		author.hold(300);
		const done = generate();
		const open = await grown(300);
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		const end = open.positionAt(open.getText().length);
		const selections = [new vscode.Selection(end, end), new vscode.Selection(open.positionAt(10), open.positionAt(25))];
		const wanted = selections.map(describeSelection);
		await put(editor, selections);
		await grown(1_500);
		await until('the selections are where they were', () => isDeepEqual(selectionsOf(editor), wanted));
		await finished(done);
		assert.deepEqual(selectionsOf(editor), wanted);
	});

	it('does not push the caret of an empty chapter along', async () => {
		author.hold(300);
		const done = generate();
		await grown(300);
		await finished(done);
		assert.deepEqual(vscode.window.activeTextEditor && selectionsOf(vscode.window.activeTextEditor), ['0:0-0:0']);
	});

	it('keeps what the author types before, inside and behind it, byte for byte, and is complete', async () => {
		author.hold(300);
		const done = generate();
		const open = await grown(300);
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		await typeAt(editor, open.getText().length, '[behind]');
		await grown(900);
		await typeAt(editor, 0, '[before é 🜂]\n\n');
		await grown(1_500);
		const inside = open.getText().indexOf('. ') + 1;
		await typeAt(editor, inside, '[inside]');
		await finished(done);

		const text = await saved();
		assert.ok(text.startsWith('[before é 🜂]\n\n'));
		assert.match(text, /\[behind\]$/);
		assert.equal(text.replace('[before é 🜂]\n\n', '').replace('[inside]', '').replace('[behind]', ''), drafted());
		assert.equal(text.split('[inside]').length, 2);
	});

	it('survives an author who types without a pause', async () => {
		author.hold(300);
		const done = generate();
		const open = await grown(300);
		assert.ok(vscode.window.activeTextEditor);
		await startTyping(vscode.window.activeTextEditor);
		let typed = '';
		for (const letter of 'the quick brown fox jumps over the lazy dog and on') {
			await vscode.commands.executeCommand('type', { text: letter });
			typed += letter;
			if (typed.length === 10) author.release();
		}
		await finished(done);
		assert.equal(open.getText(), typed + drafted());
		assert.equal(await saved(), typed + drafted());
	});

	it("takes the author's own typing back first, and goes on where an undo took the draft away", async () => {
		author.hold(300);
		const done = generate();
		const open = await grown(300);
		assert.ok(vscode.window.activeTextEditor);
		await startTyping(vscode.window.activeTextEditor);
		await vscode.commands.executeCommand('type', { text: 'X' });
		assert.equal(open.getText()[0], 'X');
		await vscode.commands.executeCommand('undo');
		await vscode.commands.executeCommand('undo');
		await finished(done);
		assert.equal(await saved(), drafted());
	});

	it('is whole at the end when the author went to another file, and does not come back to the front', async () => {
		author.hold(300);
		const done = generate();
		await grown(300);
		const premise = await vscode.window.showTextDocument(novel.uri('bible/premise.md'));
		await finished(done);
		assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), premise.document.uri.toString());
		assert.equal(await saved(), drafted());
		assert.equal(document()?.isDirty, false);
	});

	it('is whole at the end when its tab was closed without saving', async () => {
		author.hold(300);
		const done = generate();
		await grown(300);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await finished(done);
		assert.equal(await saved(), drafted());
	});

	it('keeps the line ends of an author whose files have carriage returns', async () => {
		await mkdir(path.dirname(novel.uri(first).fsPath), { recursive: true });
		await vscode.workspace.getConfiguration('files').update('eol', '\r\n', vscode.ConfigurationTarget.Global);
		try {
			author.hold(300);
			const done = generate();
			const open = await grown(300);
			const editor = vscode.window.activeTextEditor;
			assert.ok(editor);
			await typeAt(editor, 0, 'Mine.\r\n\r\n');
			await grown(900);
			await typeAt(editor, open.getText().length, ' Behind.');
			await finished(done);
			assert.equal(
				await saved(),
				`Mine.\r\n\r\n${drafted().trimEnd().replaceAll('\n', '\r\n')}`.concat('\r\n Behind.'),
			);
		} finally {
			await vscode.workspace.getConfiguration('files').update('eol', undefined, vscode.ConfigurationTarget.Global);
		}
	});

	it('counts as untouched when only its line ends differ', async () => {
		await generate();
		await closeEditors();
		await writeFile(novel.uri(first).fsPath, (await saved()).replaceAll('\n', '\r\n'));
		const report = await generate();
		assert.deepEqual(
			report.chapters.map(({ state }) => state),
			['up-to-date'],
		);
	});

	it('brings the next chapter to the front only while the author looks at this one', async () => {
		author.hold(300);
		const done = generate('1-3');
		await grown(300);
		author.release();
		await until('the second chapter is in front', () => isActive(second));
		author.hold(300);
		await vscode.window.showTextDocument(novel.uri('bible/premise.md'));
		await finished(done);
		assert.ok(isActive('bible/premise.md'));
		assert.equal(await saved('manuscript/03-lamp-3.md'), drafted(3));
	});

	it('keeps what was written when it is cancelled, and goes on from there without a repetition', async () => {
		author.hold(300);
		const done = generate();
		await grown(1_200);
		await run('cancelGeneration');
		const report = await finished(done);
		assert.equal(report.cancelled, true);
		const partial = await saved();
		assert.equal(document()?.isDirty, false);
		assert.ok(partial.length >= 1_200);
		assert.deepEqual(novel.rows("SELECT state FROM call WHERE state = 'held'"), []);

		assert.deepEqual((await generate()).failures, []);
		const text = await saved();
		assert.equal(text, drafted());
		const kept = partial.slice(0, partial.lastIndexOf('.') + 1);
		assert.ok(text.startsWith(kept), 'the whole sentences of the first run stay');
		const paragraphs = text.split('\n\n').filter((one) => one.length > 60);
		assert.equal(new Set(paragraphs).size, paragraphs.length);
	});

	it('follows its file when the author renames it', async () => {
		author.hold(300);
		const done = generate();
		await grown(300);
		const edit = new vscode.WorkspaceEdit();
		edit.renameFile(novel.uri(first), novel.uri('manuscript/01-a-better-name.md'));
		assert.ok(await vscode.workspace.applyEdit(edit));
		await finished(done);
		assert.equal(await saved('manuscript/01-a-better-name.md'), drafted());
		await assert.rejects(saved(first));
	});

	it('goes with auto-save', async () => {
		const files = vscode.workspace.getConfiguration('files');
		await files.update('autoSave', 'afterDelay', vscode.ConfigurationTarget.Global);
		await files.update('autoSaveDelay', 50, vscode.ConfigurationTarget.Global);
		try {
			await generate();
			assert.equal(await saved(), drafted());
		} finally {
			await files.update('autoSave', undefined, vscode.ConfigurationTarget.Global);
			await files.update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
		}
	});

	it('is refused with a sentence before a call is paid for when there can be no file', async () => {
		// A file where the folder should be holds for every user, root included.
		await writeFile(novel.uri('manuscript').fsPath, 'not a folder');
		const sentence = await refusal('generateNovel', { folder: novel.folder });
		assert.equal(
			sentence,
			`${novel.uri('manuscript').fsPath} cannot be read: a part of its path is a file and not a folder. Rename that file.`,
		);
	});

	function isActive(relative: string): boolean {
		return vscode.window.activeTextEditor?.document.uri.toString() === novel.uri(relative).toString();
	}
});

/** Set again until it holds: the stream moves what stands where text comes in, and puts it back. */
async function put(editor: vscode.TextEditor, selections: readonly vscode.Selection[]): Promise<void> {
	const wanted = selections.map(describeSelection);
	editor.selections = selections;
	await until('the selections are set', () => isDeepEqual(selectionsOf(editor), wanted));
}

/** As an author who clicks at the start of the chapter. */
async function startTyping(editor: vscode.TextEditor): Promise<void> {
	await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
	await put(editor, [new vscode.Selection(0, 0, 0, 0)]);
}

function selectionsOf({ selections }: vscode.TextEditor): readonly string[] {
	return selections.map(describeSelection);
}

/** As an author's edit that is no command of ours; tried again when the stream was quicker. */
async function typeAt(editor: vscode.TextEditor, offset: number, text: string): Promise<void> {
	await until('the edit was applied', async () => {
		return await editor.edit((builder) => builder.insert(editor.document.positionAt(offset), text));
	});
}

function describeSelection({ start, end }: vscode.Selection): string {
	return `${start.line}:${start.character}-${end.line}:${end.character}`;
}
