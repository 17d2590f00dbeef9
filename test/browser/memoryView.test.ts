import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { startCanary, type Canary } from '../support/canary.js';
import { axeViolations } from '../support/editor/axeViolations.js';
import { openMemoryView } from '../support/editor/openMemoryView.js';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { ownFaults } from '../support/editor/ownFaults.js';
import { switchTheme } from '../support/editor/switchTheme.js';
import { webviewFrame } from '../support/editor/webviewFrame.js';
import { Workbench } from '../support/editor/workbench.js';
import { ledgerPages } from '../support/novel/ledgerPages.js';
import { hostileMemories } from '../support/novel/hostileMemories.js';
import { novelRows } from '../support/novel/novelDatabase.js';
import { rememberSample } from '../support/novel/rememberedSample.js';
import { flat } from '../support/flat.js';
import { until } from '../support/until.js';

const size = { width: 1240, height: 860 };
const standpipe = 'manuscript/02-standpipe.md';

describe('The Memory view of a novel that remembers two chapters', function () {
	this.timeout(180_000);
	let canary: Canary;
	let editor: SampleEditor;
	let frame: Frame;
	let faults: readonly string[] = [];

	before(async () => {
		canary = await startCanary();
		editor = await openSampleEditor({
			logName: 'memory-view',
			theme: 'light',
			size,
			prepare: async (folder) => {
				await nameChapters(folder, canary.origin);
				await rememberSample(folder, [...hostileMemories(canary.origin), ...ledgerPages]);
			},
		});
		const { page } = editor.workbench;
		page.setDefaultTimeout(30_000);
		faults = ownFaults(page);
		await openMemoryView(editor.workbench);
		frame = await webviewFrame(page, '.entry');
	});

	after(async () => {
		await editor.close();
		await canary.close();
	});

	afterEach(async () => {
		await search().fill('');
		await frame.locator('.found').waitFor({ state: 'hidden' });
	});

	const entry = (text: string): Locator => frame.locator('.entry:visible').filter({ hasText: text }).first();
	const search = (): Locator => frame.getByRole('searchbox');
	const button = (text: string, name: string): Locator => entry(text).getByRole('button', { name, exact: true });
	const texts = async (selector: string): Promise<readonly string[]> =>
		(await frame.locator(selector).allInnerTexts()).map(flat);
	const rows = (sql: string): readonly Partial<Row>[] =>
		novelRows<Partial<Row>>(editor.folder, sql).map((row) => ({ ...row }));

	async function find(query: string, sentence = /found$|fit best$/): Promise<void> {
		await search().fill(query);
		await frame.locator('.found-title').filter({ hasText: sentence }).waitFor();
	}

	/** Into the chapter, keyboard and all. */
	async function goTo(text: string): Promise<void> {
		await entry(text).focus();
		await page().keyboard.press('Enter');
		await until('the chapter has the keyboard', async () => (await focused()) === undefined);
		await editor.workbench.statusBarItem(/\(\d+ selected\)/).waitFor();
	}

	async function heard(sentence: string): Promise<void> {
		await frame.getByRole('status').filter({ hasText: sentence }).waitFor({ state: 'attached' });
	}

	it('shows what lies on the desk and the story so far, and counts the archive', async () => {
		await frame.getByText('Recall works, by words.').waitFor();
		assert.deepEqual(await texts('.tier-head'), ['On the desk 23', 'The story so far 4', 'Archive 11']);
		assert.deepEqual(await texts('footer p'), ['38 memories · Kept on this computer.', 'Recall works, by words.']);
		assert.match(
			flat(await entry('The bell rang').innerText()),
			/^Passage Chapter 1, scene 1 The bell rang at six minutes past eleven, one stroke, flat, .* … More Noreen Tuplin$/,
		);
	});

	it('shows twenty of a tier, and the rest when it is asked to', async () => {
		const passages = frame.locator('[data-tier=immediate] .entry');
		assert.equal(await passages.count(), 20);
		await frame.getByRole('button', { name: 'Show more' }).click();
		await until('all passages are there', async () => (await passages.count()) === 23);
		assert.match(
			flat(await passages.last().innerText()),
			/^Passage Chapter 2, scene 2 Harjit Dhesi let his dipstick down/,
		);
	});

	it('opens the whole of a long text, and closes it again', async () => {
		const summary = entry('On the night of 3 July');
		const closed = (await summary.boundingBox())?.height ?? 0;
		await summary.getByRole('button', { name: 'More' }).click();
		await summary.getByRole('button', { name: 'Less' }).waitFor();
		assert.ok(((await summary.boundingBox())?.height ?? 0) > closed + 40);
		assert.match(await summary.innerText(), /brings it up empty, with a wet line across its floor\./);
		await summary.getByRole('button', { name: 'Less' }).click();
		assert.equal((await summary.boundingBox())?.height, closed);
	});

	it('finds while one types, says why, and forgets the search on Escape', async () => {
		await find('second key', /^\d+ found$/);
		const [first] = await texts('.found .entry');
		assert.match(String(first), /second key.* has “second”, “key”/);
		await heard((await texts('.found-title'))[0] ?? '');
		await find('zzyzx', /^Nothing found$/);
		await heard('Nothing found');
		await search().press('Escape');
		await frame.locator('.found').waitFor({ state: 'hidden' });
		assert.equal(await search().inputValue(), '');
	});

	it('knows nothing of later chapters when it is asked as of an earlier one', async () => {
		await frame.getByLabel('Up to which chapter').selectOption({ label: 'Up to 1. Nobody' });
		await find('Harjit spring tank litres');
		assert.deepEqual(new Set(await texts('.found .place')).has('Chapter 2, scene 2'), false);
		await frame.getByLabel('Up to which chapter').selectOption({ label: 'Whole book' });
		await frame.locator('.found .place').filter({ hasText: 'Chapter 2, scene 2' }).first().waitFor();
	});

	it('shows one kind of memory where one kind is wanted', async () => {
		await frame.getByLabel('Which memories').selectOption({ label: 'Threads' });
		await until('threads are counted', async () => (await texts('.tier-head'))[0] === 'On the desk 0');
		await frame.getByRole('button', { name: /^Archive/ }).click();
		await entry('the wheel mark: planted.').waitFor();
		assert.deepEqual(new Set(await texts('.tier .entry .kind')), new Set(['Thread']));
		await frame.getByLabel('Which memories').selectOption({ label: 'Everything' });
		await entry('The bell rang').waitFor();
	});

	it('goes to the passage in the chapter, and the keyboard stays in the list', async () => {
		await find('squeaking wheel');
		await entry('went across the ledge with a squeak').click();
		await editor.workbench.waitForEditorText(/She stood with both hands on the lever/);
		await editor.workbench.statusBarItem(/\(\d{3} selected\)/).waitFor();
		await page().keyboard.press('Tab');
		assert.equal(await focused(), 'button Go to the passage');
	});

	it('is worked by keyboard alone: down the list, to the passage, to the text and back', async () => {
		await search().focus();
		await find('Ackrill');
		await search().press('ArrowDown');
		const [first, second] = await texts('.found .entry .text');
		assert.equal(await focused(), `article ${first}`);
		await page().keyboard.press('ArrowDown');
		assert.equal(await focused(), `article ${second}`);
		await page().keyboard.press('Home');
		await page().keyboard.press('ArrowUp');
		assert.equal(await focused(), 'input Search memory');
		await search().press('ArrowDown');
		await page().keyboard.press('Enter');
		await until('the chapter has the keyboard', async () => (await focused()) === undefined);
		await editor.workbench.waitForEditorText(/# Standpipe/);
	});

	it('pins a memory, for every window and every prompt', async () => {
		await find('Harjit dipstick litres');
		const text = 'let his dipstick down';
		await entry(text).hover();
		await button(text, 'Pin').click();
		await until('it is pinned', async () => (await button(text, 'Pin').getAttribute('aria-pressed')) === 'true');
		assert.deepEqual(
			rows("SELECT kind, pinned FROM memory_entry WHERE text LIKE '%let his dipstick down%' AND deleted = 0"),
			[{ kind: 'scene', pinned: 1 }],
		);
	});

	it('lets a text be changed where it stands', async () => {
		await find('never learns about the second key');
		await entry('Wilf never learns').focus();
		await page().keyboard.press('F2');
		const text = frame.getByRole('textbox', { name: 'Text of this memory' });
		assert.equal(await text.inputValue(), 'Wilf never learns about the second key. If he does, the book is over.');
		await text.fill('Wilf never learns about the second key.\nNot even at the end.');
		await page().keyboard.press('Control+Enter');
		await entry('Not even at the end.').waitFor();
		assert.equal(await focused(), 'article Wilf never learns about the second key.\nNot even at the end.');
	});

	it('loses nothing that was being written when the window is reloaded', async () => {
		await find('drought weather');
		await entry('Nobody in Kettlesea').focus();
		await page().keyboard.press('F2');
		const text = (): Locator => frame.getByRole('textbox', { name: 'Text of this memory' });
		await text().fill('They say “the weather”, and look at the sea.');
		await editor.workbench.runCommand('Developer: Reload Window');
		frame = await webviewFrame(page(), '.edit textarea');
		assert.equal(await text().inputValue(), 'They say “the weather”, and look at the sea.');
		assert.equal(await search().inputValue(), 'drought weather');
		await frame.locator('.found-title').waitFor();
		await text().press('Escape');
		await frame.getByText('Your changes were put aside.', { exact: true }).waitFor();
		await frame.getByRole('button', { name: 'Take Them Up Again' }).click();
		assert.equal(await text().inputValue(), 'They say “the weather”, and look at the sea.');
		await frame.getByRole('button', { name: 'Save' }).click();
		await entry('and look at the sea').waitFor();
	});

	it('deletes a memory, and brings it back', async () => {
		await find('the wheel mark');
		const isGone = (): boolean =>
			rows("SELECT id FROM memory_entry WHERE text LIKE 'the wheel mark%' AND deleted = 0").length === 0;
		await entry('the wheel mark: planted.').focus();
		await page().keyboard.press('Delete');
		await frame.getByText('Deleted.', { exact: true }).waitFor();
		await entry('the wheel mark: planted.').waitFor({ state: 'detached' });
		assert.ok(isGone());
		await page().keyboard.press('Control+Z');
		await entry('the wheel mark: planted.').waitFor();
		assert.ok(!isGone());
	});

	it('hears of what another window or the command line has added', async () => {
		const { openNovelProject } = await import('../../src/compose.js');
		const { defaultSettings } = await import('../../src/compose/projectSettings.js');
		const { dist } = await import('../support/novel/sampleProject.js');
		const project = await openNovelProject(editor.folder, {
			dist,
			settings: () => defaultSettings,
			key: () => Promise.resolve(undefined),
		});
		project.memory.add({ text: 'From elsewhere: the band plays on Sundays.', kind: 'note' });
		await project.close();
		await entry('From elsewhere').waitFor();
	});

	it('takes a selection in, with its place, and pins it on request', async () => {
		const { workbench } = editor;
		await find('two keys since the war');
		await goTo('She went home the long way');
		await page().keyboard.press('Shift+F10');
		const item = page().locator('.monaco-menu').getByText('Remember Selection');
		await item.waitFor();
		// A menu takes no click in its first moments.
		await until('the menu has closed', async () => {
			await item.click({ timeout: 1_000 }).catch(() => undefined);
			return !(await item.isVisible());
		});
		const note = await workbench.notification('Remembered: Chapter 2, scene 2.');
		// A click may meet the tooltip of the button beside it.
		await note.getByRole('button', { name: 'Pin' }).press('Enter');
		const remembered = await until('the note is pinned', () => {
			return rows(
				"SELECT text, chapter, scene, source_path, source_start, source_end FROM memory_entry WHERE kind = 'note' AND pinned = 1 AND chapter = 2",
			)[0];
		});
		const body = (await readFile(path.join(editor.folder, standpipe), 'utf8')).replace('# Standpipe', '').trim();
		assert.equal(body.slice(remembered.source_start, remembered.source_end), remembered.text);
		assert.deepEqual([remembered.scene, remembered.source_path], [2, standpipe]);
	});

	it('marks what was read out of a scene as soon as that scene is another one', async () => {
		await find('four hundred litres');
		await goTo('let his dipstick down');
		await page().keyboard.press('ArrowRight');
		await page().keyboard.type(' He wrote it down.');
		await page().keyboard.press('Control+S');
		await find('the second key');
		await entry('the second key: planted.').getByText('The text has changed since').waitFor();
		await find('Pashley ten days');
		assert.doesNotMatch(await entry('Noreen Tuplin, oath').innerText(), /has changed/);
	});

	it('shows what the list offers while one moves through it, and puts the editor back on Escape', async () => {
		const { workbench } = editor;
		await workbench.waitForEditorText(/# Standpipe/);
		const before = await workbench.statusBarItem(/^Ln /).innerText();
		await workbench.runCommand('Prometheus Novel: Search Memory');
		await workbench.pickTitle('Search what the book remembers');
		await page().locator('.quick-input-widget input.input').fill('tube pennies counsel');
		const row = page().locator('.quick-input-list .monaco-list-row').filter({ hasText: 'smelled of pennies' });
		assert.match(flat(await row.innerText()), /^Chapter 1, scene 1 · Passage ?has “tube”, “pennies”, “counsel”/);
		await workbench.waitForEditorText(/The tube smelled of pennies/);
		await workbench.screenshot('memory-quick-pick');
		// The first one may close the tooltip of the row that the pointer happens to rest on.
		await until('the list is closed', async () => {
			await page().keyboard.press('Escape');
			return await page().locator('.quick-input-widget').isHidden();
		});
		await workbench.waitForEditorText(/# Standpipe/);
		assert.equal(await workbench.statusBarItem(/^Ln /).innerText(), before);
	});

	it('lets what the list offers be changed in the view', async () => {
		const { workbench } = editor;
		await workbench.runCommand('Prometheus Novel: Search Memory');
		await page().locator('.quick-input-widget input.input').fill('look at the sea');
		const row = page().locator('.quick-input-list .monaco-list-row').filter({ hasText: 'and look at the sea' });
		await row.hover();
		await row.locator('.codicon-edit').click();
		const text = frame.getByRole('textbox', { name: 'Text of this memory' });
		await until('the text has the keyboard', async () => (await focused()) === 'textarea Text of this memory');
		assert.equal(await text.inputValue(), 'They say “the weather”, and look at the sea.');
		await text.press('Escape');
	});

	it('shows hostile text as text: nothing of it runs, and nothing is asked for', async () => {
		await find('Markup script img onerror style import links Ackrill frames iframe');
		await entry('Frames <iframe').waitFor();
		assert.match(await entry('Markup <script>').innerText(), /<script>globalThis\.hostile=1<\/script><img src="http/);
		assert.match(
			await entry('Links [Ackrill]').innerText(),
			/!\[\]\(http.*<a href="javascript:globalThis\.hostile=1">Ivy<\/a> &lt;i&gt;/,
		);
		await entry('Markup <script>').hover();
		assert.equal(await frame.locator('img, a, iframe, object, embed, b').count(), 0);
		assert.equal(await frame.evaluate('"hostile" in globalThis'), false);
		assert.deepEqual(canary.asked, []);
	});

	for (const theme of ['light', 'dark', 'high-contrast'] as const) {
		it(`is clear to see and to hear in the theme ${theme}`, async () => {
			await switchTheme(editor.folder, theme, frame);
			const workbench = new Workbench(page(), theme);
			const violations = [...(await axeViolations(frame))];
			await scrollTo(0);
			await workbench.screenshot('memory');
			await scrollTo(1e6);
			await workbench.screenshot('memory-archive');
			await find('the second key');
			await entry('Wilf never learns').focus();
			await workbench.screenshot('memory-search');
			await page().keyboard.press('F2');
			await frame.locator('textarea').waitFor();
			await entry('the second key: planted.').hover();
			await button('the second key: planted.', 'Delete').click();
			await frame.getByText('Deleted.', { exact: true }).waitFor();
			await workbench.screenshot('memory-editing');
			violations.push(...(await axeViolations(frame)));
			await frame.getByRole('button', { name: 'Undo' }).click();
			await frame.getByRole('button', { name: 'Cancel' }).click();
			assert.deepEqual(violations, []);
		});
	}

	it('had nothing to complain of in the console', () => {
		assert.deepEqual(faults, []);
	});

	function page() {
		return editor.workbench.page;
	}

	async function scrollTo(top: number): Promise<void> {
		await frame
			.locator('main:not([hidden])')
			.evaluate((main: { scrollTop: number }, wanted) => (main.scrollTop = wanted), top);
	}

	/** What has the keyboard in the view, with its label; undefined when the view does not have it. */
	async function focused(): Promise<string | undefined> {
		return await frame.evaluate(`(() => {
			const { activeElement: active } = document;
			if (!document.hasFocus() || active === document.body) return undefined;
			return active.localName + ' ' + (active.querySelector('.text')?.textContent ?? active.ariaLabel);
		})()`);
	}
});

interface Row {
	readonly id: string;
	readonly kind: string;
	readonly pinned: number;
	readonly text: string;
	readonly chapter: number;
	readonly scene: number;
	readonly source_path: string;
	readonly source_start: number;
	readonly source_end: number;
}

/** The title of a chapter is text from the novel as well. */
async function nameChapters(folder: string, origin: string): Promise<void> {
	const file = path.join(folder, 'outline.md');
	const outline = await readFile(file, 'utf8');
	await writeFile(file, outline.replace('## 2. Standpipe', `## 2. Standpipe <img src="${origin}/title.png">`));
}
