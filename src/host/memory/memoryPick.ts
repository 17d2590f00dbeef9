import * as vscode from 'vscode';
import { isCancellation } from '../../base/errors.js';
import type { MemoryEntry } from '../../core/memory/entry.js';
import { whyOf } from '../../core/memory/recall.js';
import type { NovelProject } from '../../services/novelProject.js';
import { evidenceOf, evidenceSentence, showEvidence } from './evidence.js';
import { entryTitle, placeTitle } from './memoryTitles.js';
import { PassagePreview } from './passagePreview.js';

/** Long enough for a word to be typed on, short enough not to be waited for. */
const pauseMs = 120;
const limit = 50;

interface MemoryItem extends vscode.QuickPickItem {
	readonly entry: MemoryEntry;
}

/** A list that searches while one types, and shows each passage in its chapter while one moves through it. */
export async function pickMemory(project: NovelProject, edit: (entry: MemoryEntry) => Promise<void>): Promise<void> {
	const pick = new MemoryPick(project);
	const chosen = await pick.choose();
	if (chosen === undefined) return;
	if (chosen.how === 'edit') return await edit(chosen.entry);
	const evidence = await evidenceOf(project, chosen.entry);
	await showEvidence(evidence, { preview: false });
	const sentence = evidenceSentence(evidence, chosen.entry);
	if (sentence !== undefined) void vscode.window.showInformationMessage(sentence);
}

interface Chosen {
	readonly entry: MemoryEntry;
	readonly how: 'reveal' | 'edit';
}

class MemoryPick {
	readonly #project: NovelProject;
	readonly #list = vscode.window.createQuickPick<MemoryItem>();
	readonly #preview = new PassagePreview();
	#searching = new AbortController();
	#timer: NodeJS.Timeout | undefined;
	/** The last preview that was asked for; earlier ones that are still on their way are not shown any more. */
	#previewed: MemoryItem | undefined;
	/** All previews that are on their way. */
	#showing: Promise<unknown> = Promise.resolve();
	#chosen: Chosen | undefined;

	constructor(project: NovelProject) {
		this.#project = project;
		this.#list.title = vscode.l10n.t('Search what the book remembers');
		this.#list.placeholder = vscode.l10n.t('Words, a name, or a question');
		this.#list.onDidChangeValue(() => this.#searchSoon());
		this.#list.onDidChangeActive(([item]) => {
			// An earlier one may take longer than a later one, and would be shown after the editor was put back.
			this.#showing = Promise.all([this.#showing, this.#show(item)]);
		});
		this.#list.onDidTriggerItemButton(({ item }) => this.#choose(item, 'edit'));
		this.#list.onDidAccept(() => this.#choose(this.#list.activeItems[0], 'reveal'));
	}

	async choose(): Promise<Chosen | undefined> {
		const hidden = new Promise<void>((resolve) => this.#list.onDidHide(resolve));
		this.#list.items = this.#pinned();
		this.#list.show();
		await hidden;
		clearTimeout(this.#timer);
		this.#searching.abort();
		this.#previewed = undefined;
		this.#list.dispose();
		await this.#showing;
		this.#preview.close();
		if (this.#chosen === undefined) await this.#preview.restore();
		return this.#chosen;
	}

	#choose(item: MemoryItem | undefined, how: Chosen['how']): void {
		if (item === undefined) return;
		this.#chosen = { entry: item.entry, how };
		this.#list.hide();
	}

	#searchSoon(): void {
		this.#searching.abort();
		clearTimeout(this.#timer);
		this.#list.busy = true;
		this.#timer = setTimeout(() => void this.#search(), pauseMs);
	}

	/** The latest question wins. */
	async #search(): Promise<void> {
		const searching = new AbortController();
		this.#searching = searching;
		try {
			const items = await this.#found(this.#list.value, searching.signal);
			if (searching.signal.aborted) return;
			this.#list.items = items;
			this.#list.busy = false;
		} catch (error) {
			if (!isCancellation(error)) throw error;
		}
	}

	async #found(text: string, signal: AbortSignal): Promise<readonly MemoryItem[]> {
		if (text.trim() === '') return this.#pinned();
		const matches = await this.#project.recall.recall({ text, limit }, signal);
		return matches.map((match) => itemOf(match.entry, whyOf(match)));
	}

	/** Before anything is asked for: what the author wants in every prompt. */
	#pinned(): readonly MemoryItem[] {
		return this.#project.memory.list({ pinned: true, limit }).map((entry) => itemOf(entry, vscode.l10n.t('pinned')));
	}

	/** What has no place in the text leaves the editor as it is, and so does a list that has only just opened. */
	async #show(item: MemoryItem | undefined): Promise<void> {
		this.#previewed = item;
		if (this.#list.value === '' && item === this.#list.items[0]) return;
		const evidence = item && (await evidenceOf(this.#project, item.entry).catch(() => undefined));
		if (evidence !== undefined && this.#previewed === item) await this.#preview.show(evidence);
	}
}

function itemOf(entry: MemoryEntry, why: string): MemoryItem {
	return {
		entry,
		label: `${placeTitle(entry)} · ${entryTitle(entry)}`,
		description: why,
		detail: entry.text.replace(/\s+/g, ' '),
		// Recall has chosen; the list is not to sieve once more.
		alwaysShow: true,
		buttons: [{ iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Edit') }],
	};
}
