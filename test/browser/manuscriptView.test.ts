import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { startCanary, type Canary } from '../support/canary.js';
import { openMemoryView } from '../support/editor/openMemoryView.js';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { themes, type ThemeName } from '../support/editor/themes.js';
import { Workbench } from '../support/editor/workbench.js';
import { flat } from '../support/flat.js';
import { changeFile, draftChapters } from '../support/novel/draftedSample.js';
import { until } from '../support/until.js';

const size = { width: 1240, height: 860 };
const third = 'manuscript/03-the-bella-vista.md';

describe('The Manuscript view of a novel with three chapters', function () {
	this.timeout(180_000);
	let canary: Canary;
	let editor: SampleEditor;

	before(async () => {
		canary = await startCanary();
		editor = await openSampleEditor({
			logName: 'manuscript-view',
			theme: 'light',
			size,
			settings: { 'prometheusNovel.rehearsal.tokensPerSecond': 0 },
			prepare: async (folder) => {
				const title = hostileTitle(canary.origin);
				await changeFile(folder, 'outline.md', (text) => text.replace('## 6. ', `## 6. ${title} `));
				await draftChapters(folder, '1-3');
				await changeFile(folder, third, (text) => `${text}\nShe counted the keys once more.\n`);
			},
		});
		page().setDefaultTimeout(30_000);
		await openMemoryView(editor.workbench);
		await row('12. ').waitFor();
	});

	after(async () => {
		await editor.close();
		await canary.close();
	});

	const page = (): Page => editor.workbench.page;
	const pane = (): Locator =>
		page()
			.locator('.pane')
			.filter({ has: page().locator('[aria-label^="Manuscript"]') });
	const row = (label: string): Locator => pane().locator('.monaco-list-row').filter({ hasText: label }).first();
	const spoken = async (label: string): Promise<string> => String(await row(label).getAttribute('aria-label'));
	const say = async (label: string, sentence: RegExp): Promise<void> => {
		await until(`${label} says ${sentence}`, async () => sentence.test(await spoken(label)));
	};
	/** The tooltip of a row; the mouse comes again where a tooltip that was there before has kept it away. */
	const tooltipOf = async (label: string, text: string): Promise<Locator> => {
		const tooltip = page().locator('.monaco-hover:visible').filter({ hasText: text }).first();
		await until(`the tooltip says ${text}`, async () => {
			await page().mouse.move(900, 500);
			await row(label).hover();
			return await tooltip.waitFor({ timeout: 4_000 }).then(
				() => true,
				() => false,
			);
		});
		return tooltip;
	};
	/** Goes to a row by the keyboard alone. */
	const goTo = async (label: string): Promise<void> => {
		await pane().locator('.monaco-list').first().focus();
		await page().keyboard.press('Home');
		const focused = pane().locator('.monaco-list-row.focused').filter({ hasText: label });
		for (let at = 0; at < 20 && !(await focused.isVisible()); at++) {
			await page().keyboard.press('ArrowDown');
			await pane().locator('.monaco-list-row.focused').waitFor();
		}
		await focused.waitFor();
	};
	/** Opens the menu of a row by the keyboard, and chooses from it. */
	const choose = async (label: string, item: string): Promise<void> => {
		const wanted = page().locator('.monaco-menu .action-item').filter({ hasText: item }).first();
		await until(`the menu offers ${item}`, async () => {
			await page().keyboard.press('Escape');
			await goTo(label);
			await page().keyboard.press('Shift+F10');
			return await wanted.waitFor({ timeout: 3_000 }).then(
				() => true,
				() => false,
			);
		});
		await until('the menu has closed', async () => {
			await wanted.click({ timeout: 1_000 }).catch(() => undefined);
			return !(await wanted.isVisible());
		});
	};

	it('shows each chapter with its state, its words and its goal', async () => {
		assert.match(flat(await row('1. Nobody').innerText()), /^1\. Nobody ?[\d,]+ \/ 1,500 words$/);
		await say('1. Nobody', /^1\. Nobody Drafted\. [\d,]+ of 1,500 words\. Drafted by rehearsal\./);
		await say('3. The Bella Vista', /Edited by you\./);
		await say('4. ', /Planned\. 0 of 1,500 words\./);
	});

	it('shows a hostile title as text: nothing of it runs, and nothing is asked for', async () => {
		const hostile = row('6. ');
		assert.match(await hostile.innerText(), /6\. <img src="http.*\[x\]\(command:/);
		const tooltip = await tooltipOf('6. ', 'javascript:alert(1)');
		assert.equal(await tooltip.locator('img, a[href^="command"], a[href^="javascript"]').count(), 0);
		assert.equal(await pane().locator('.monaco-list-row img').count(), 0);
		assert.deepEqual(canary.asked, []);
	});

	it('opens a chapter, and for a planned one its place in the outline, by the keyboard', async () => {
		await row('3. The Bella Vista').click();
		await editor.workbench.waitForEditorText(/# The Bella Vista/);
		await goTo('2. Standpipe');
		await page().keyboard.press('Enter');
		await editor.workbench.waitForEditorText(/# Standpipe/);
		await row('5. ').click();
		await editor.workbench.waitForEditorText(/## 5\. The Other Ear/);
	});

	it('shows soon after an edit what became stale, why, and what mending it costs', async () => {
		await changeFile(editor.folder, 'outline.md', (text) => text.replace('Sergeant Pashley asks', 'The sergeant asks'));
		await say('2. Standpipe', /Stale: The outline of this chapter was changed\. Drafting it again costs nothing/);
		await say('3. The Bella Vista', /May become stale when chapter 2 is mended/);
		await pane()
			.getByText('One chapter is stale. Drafting it again costs nothing with the models that are set.')
			.waitFor();
		assert.match(flat(await row('2. Standpipe').innerText()), /· stale$/);
	});

	for (const theme of ['light', 'dark', 'high-contrast'] as const) {
		it(`is clear to see in the theme ${theme}`, async () => {
			await useTheme(editor.folder, theme);
			await page().locator(`.monaco-workbench.${workbenchClasses[theme]}`).waitFor();
			await goTo('1. Nobody');
			await new Workbench(page(), theme).screenshot('manuscript');
			await tooltipOf('2. Standpipe', 'The outline of this chapter');
			await new Workbench(page(), theme).screenshot('manuscript-tooltip');
			await page().keyboard.press('Escape');
		});
	}

	it('takes a stale chapter as it is from its menu', async () => {
		await choose('2. Standpipe', 'It Is Fine as It Is');
		await say('2. Standpipe', /Drafted\. [\d,]+ of 1,500 words\. Drafted by/);
		await pane().getByText('One chapter is stale.').waitFor({ state: 'detached' });
	});

	it('follows a chapter that is generated from its menu', async () => {
		await choose('4. ', 'Generate');
		await say('4. ', /Drafted\. 1,\d{3} of 1,500 words\./);
	});

	it('shows a candidate below its chapter, and puts it aside from its menu', async () => {
		await choose('3. The Bella Vista', 'Draft Again');
		await say('3. The Bella Vista', /A new version of it waits beside it\./);
		await row('Candidate').waitFor();
		await new Workbench(page(), 'high-contrast').screenshot('manuscript-candidate');
		await choose('3. The Bella Vista', 'Discard Candidate');
		await until('the candidate is gone', () => !existsSync(path.join(editor.folder, '.prometheus/candidates/03.md')));
		await row('Candidate').waitFor({ state: 'detached' });
		assert.match(await readFile(path.join(editor.folder, third), 'utf8'), /She counted the keys once more\./);
	});

	it('follows files that go, come back and get another name', async () => {
		const [from, to] = [path.join(editor.folder, third), path.join(editor.folder, 'manuscript/03-renamed.md')];
		await rename(from, path.join(editor.folder, 'aside.md'));
		await say('3. The Bella Vista', /Planned\./);
		await rename(path.join(editor.folder, 'aside.md'), to);
		await say('3. The Bella Vista', /Edited by you\./);
	});

	it('says what to do where the outline is empty, and where there is no novel', async () => {
		const outline = path.join(editor.folder, 'outline.md');
		await rename(outline, path.join(editor.folder, 'aside.md'));
		await pane().getByRole('button', { name: 'Plan the Book' }).waitFor();
		await rename(path.join(editor.folder, 'novel.json'), path.join(editor.folder, 'elsewhere.json'));
		await pane().getByRole('button', { name: 'New Novel' }).waitFor();
		await pane().getByRole('button', { name: 'Import Manuscript' }).waitFor();
		await new Workbench(page(), 'high-contrast').screenshot('manuscript-empty-folder');
	});
});

const workbenchClasses: Readonly<Record<ThemeName, string>> = {
	light: 'vs',
	dark: 'vs-dark',
	'high-contrast': 'hc-black',
};

async function useTheme(folder: string, theme: ThemeName): Promise<void> {
	await mkdir(path.join(folder, '.vscode'), { recursive: true });
	await writeFile(
		path.join(folder, '.vscode', 'settings.json'),
		JSON.stringify({ 'workbench.colorTheme': themes[theme] }),
	);
}

function hostileTitle(origin: string): string {
	return `<img src="${origin}/title.png"> [x](command:workbench.action.quit) javascript:alert(1)`;
}
