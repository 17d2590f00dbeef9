import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAimock, type Aimock } from '../support/aimock.js';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';
import { novelRows } from '../support/novel/novelDatabase.js';
import { novelist } from '../support/novel/novelist.js';
import { until } from '../support/until.js';
import { webviewFrame } from '../support/editor/webviewFrame.js';

const key = 'sk-sesame-1234-do-not-tell';
const model = 'openai/gpt-5-mini';

describe('An author at the keyboard', function () {
	this.timeout(120_000);
	let aimock: Aimock;
	let editor: SampleEditor;

	before(async () => {
		aimock = await startAimock({
			keys: [key],
			handler: novelist,
			// Slow enough to be cancelled on a slow machine, before it ends by itself.
			fixture: { chunkSize: 60, streamingProfile: { tps: 5 } },
		});
		editor = await openSampleEditor({
			logName: 'author',
			theme: 'light',
			settings: {
				'prometheusNovel.providers': { openai: { baseUrl: aimock.baseUrls.openai } },
				'prometheusNovel.budget.usd': 1,
			},
		});
	});

	after(async () => {
		await editor.close();
		await aimock.close();
	});

	it('types a key that nobody can read over a shoulder, and hears what the provider says to it', async () => {
		const { workbench } = editor;
		await workbench.runCommand('Prometheus Novel: Set API Key');
		await workbench.pick('A key for which provider?', 'OpenAI');
		const input = workbench.page.locator('.quick-input-widget input.input');
		await workbench.page.getByText('Key for OpenAI').waitFor();
		assert.equal(await input.getAttribute('type'), 'password');
		await input.fill('sk-wrong');
		await workbench.screenshot('set-key');
		await input.press('Enter');
		await workbench.dismiss('OpenAI does not accept this key.');

		await workbench.runCommand('Prometheus Novel: Set API Key');
		await workbench.pick('A key for which provider?', 'OpenAI');
		await workbench.answer('Key for OpenAI', key);
		await workbench.dismiss('OpenAI accepts the key.');
	});

	it('chooses models by price and context', async () => {
		const { workbench, folder } = editor;
		await workbench.runCommand('Prometheus Novel: Choose Models');
		const titles = [
			'plans the book and its scenes? (1/3)',
			'drafts the prose? (2/3)',
			'reads finished chapters? (3/3)',
		];
		for (const [step, title] of titles.entries()) {
			await workbench.pickTitle(title);
			if (step === 0) {
				const rehearsal = workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'rehearsal' });
				assert.match((await rehearsal.first().innerText()).replaceAll('\u00a0', ' '), /free/);
				const priced = workbench.page
					.locator('.quick-input-list .monaco-list-row')
					.filter({ hasText: 'openai/gpt-4o' });
				assert.match(
					(await priced.first().innerText()).replaceAll('\u00a0', ' '),
					/\$[\d.]+ in, \$[\d.]+ out per million tokens · 128,000 tokens of context/,
				);
				await workbench.screenshot('choose-models');
			}
			await workbench.page.locator('.quick-input-widget input.input').fill('Another model');
			await workbench.page.keyboard.press('Enter');
			await workbench.answer(title.replace(/ \(.*/, ''), model);
		}
		const settings = await until('the models are saved', () =>
			readFile(path.join(folder, '.vscode', 'settings.json'), 'utf8')
				.catch(() => undefined)
				.then((text) => (text?.includes('models.check') === true ? text : undefined)),
		);
		for (const role of ['plan', 'draft', 'check'])
			assert.ok(settings.includes(`"prometheusNovel.models.${role}": "${model}"`));
	});

	it('watches a chapter grow, and cancels it from the notification', async () => {
		const { workbench, folder } = editor;
		await workbench.runCommand('Prometheus Novel: Generate Next Chapter');
		await workbench.waitForEditorText(/\w+ \w+ \w+/);
		const closing = /Cancelled\. What was written is kept; so far \$0\.\d+\./;
		await workbench.notification(/Chapter 1, scene \d · drafting · \d+ of 1,500 words · [\d,]+ tokens · \$0\.\d+/);
		const ofRun = (await workbench.notifications()).filter((text) => text.includes('Chapter 1'));
		assert.equal(ofRun.length, 1, 'one notification a run');
		await workbench.screenshot('drafting');
		// A slow disk makes VS Code tell of its own saving, which can be cancelled, too.
		const run = workbench.page.locator('.notifications-center').getByRole('dialog', { name: 'Prometheus Novel' });
		await run.getByRole('button', { name: 'Cancel' }).click();
		await workbench.notification(closing);
		await workbench.screenshot('cancelled');
		await workbench.dismiss(closing);
		assert.deepEqual(novelRows(folder, "SELECT id FROM call WHERE state = 'held'"), []);
		const [name = ''] = await readdir(path.join(folder, 'manuscript'));
		assert.ok((await readFile(path.join(folder, 'manuscript', name), 'utf8')).length > 100);
	});

	it('sees in the status bar what the ledger has, and the colour of a budget that runs out', async () => {
		const { workbench, folder } = editor;
		aimock.answer(novelist, { chunkSize: 2_000 });
		await workbench.runCommand('Prometheus Novel: Generate Next Chapter');
		await workbench.dismiss(/Chapter 1, “Nobody”: [\d,]+ words/);
		const spent = novelRows<{ spent: number }>(folder, 'SELECT sum(cost_micro_usd) AS spent FROM call')[0]?.spent ?? 0;
		assert.ok(spent > 0);
		const item = workbench.statusBarItem('/ $1.00');
		const shown = Number(/\$([\d.]+) \//.exec(await item.innerText())?.[1]);
		assert.ok(Math.abs(shown * 1e6 - spent) < 5_000, `${shown} is ${spent} rounded`);

		for (const [share, colour] of [
			[0.8, 'warning'],
			[1, 'error'],
			[0.1, undefined],
		] as const) {
			await writeFile(
				path.join(folder, '.vscode', 'settings.json'),
				JSON.stringify({ 'prometheusNovel.budget.usd': spent / share / 1e6 }),
			);
			await until(`the budget's colour is ${colour}`, async () => {
				const classes =
					(await workbench.page.locator('.statusbar-item[id*="budget"]').first().getAttribute('class')) ?? '';
				return colour === undefined ? !/warning-kind|error-kind/.test(classes) : classes.includes(`${colour}-kind`);
			});
			if (colour !== undefined) await workbench.screenshot(`budget-${colour}`);
		}
		await workbench.page.locator('.statusbar-item[id*="budget"]').first().hover();
		await workbench.page.locator('.monaco-hover').filter({ hasText: 'calls' }).first().waitFor();
		await workbench.screenshot('budget-tooltip');
	});

	it('opens what was spent from the status bar', async () => {
		const { workbench } = editor;
		await workbench.page.locator('.statusbar-item[id*="budget"]').first().click();
		const frame = await webviewFrame(workbench.page, '.card.budget');
		await frame.getByRole('tab', { name: 'Costs' }).click();
		await frame.locator('table.costs tfoot').waitFor();
		await workbench.screenshot('spending');
		await workbench.runCommand('View: Close Editor');
	});

	it('compares a new version with a chapter of their own, and accepts it from the title bar', async () => {
		const { workbench, folder } = editor;
		const [name = ''] = await readdir(path.join(folder, 'manuscript'));
		const file = path.join(folder, 'manuscript', name);
		await workbench.page.locator('.editor-group-container.active .view-lines').click();
		await workbench.page.keyboard.press('Control+Home');
		await workbench.page.keyboard.type('This sentence is mine. ');
		await workbench.page.keyboard.press('Control+S');
		const mine = await until('my sentence is saved', async () => {
			const text = await readFile(file, 'utf8');
			return text.startsWith('This sentence is mine. ') ? text : undefined;
		});
		await workbench.runCommand('Prometheus Novel: Generate Chapter…');
		await workbench.pick('Generate which chapter?', '1. Nobody');
		await workbench.notification(/has a new version beside yours/);
		await workbench.page.locator('.monaco-diff-editor').waitFor();
		await workbench.screenshot('candidate');
		assert.equal(await readFile(file, 'utf8'), mine);
		await workbench.page.locator('.editor-actions [aria-label*="Accept Candidate"]').click();
		await until('the candidate is the chapter', async () => (await readFile(file, 'utf8')) !== mine);
		await until('the candidate is gone', () => !existsSync(path.join(folder, '.prometheus', 'candidates', '01.md')));
		await workbench.page.locator('.editor-actions [aria-label*="Accept Candidate"]').waitFor({ state: 'detached' });
	});

	it('leaves no trace of the key in logs, settings or the novel', async () => {
		const { folder, server } = editor;
		for (const place of [path.dirname(server.logFile), server.directory, folder])
			assert.deepEqual(await filesWith(key, place), [], place);
	});
});

/** Secrets themselves are kept by the browser, outside all of these. */
async function filesWith(text: string, directory: string): Promise<readonly string[]> {
	const entries = await readdir(directory, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
	const found = await Promise.all(
		files.map(async (file) => (await readFile(file, 'latin1').catch(() => '')).includes(text)),
	);
	return files.filter((_, index) => found[index]);
}
