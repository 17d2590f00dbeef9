import * as vscode from 'vscode';
import { AppError } from '../../base/errors.js';
import type { MemoryChange, MemoryEntry } from '../../core/memory/entry.js';
import { whyOf } from '../../core/memory/recall.js';
import type { NovelProject } from '../../services/novelProject.js';
import { parseArgument } from '../arguments.js';
import { novelFolderOf } from '../novelFolderOf.js';
import type { Novels } from '../novels.js';
import { evidenceOf, evidenceSentence, showEvidence } from './evidence.js';
import {
	addArgument,
	deleteArgument,
	editArgument,
	needed,
	pinArgument,
	plainMemory,
	revealArgument,
	searchArgument,
	selectionArgument,
	type FoundMemories,
	type PlainMemory,
	type RevealedMemory,
} from './memoryArguments.js';
import { existingMemory } from './memoryAnswers.js';
import { pickMemory } from './memoryPick.js';
import { namesInText } from './namesInText.js';
import { askForNote, confirmNote } from './noteQuestions.js';
import { restoreMemory } from './restoreMemory.js';
import { selectedMemory } from './selectedMemory.js';

/** Lets the author edit an entry where its text has room. */
export type EditInView = (project: NovelProject, entry: MemoryEntry) => Promise<void>;

/** What a person, a keybinding or another extension does with memory. */
export class MemoryCommands {
	readonly #novels: Novels;
	readonly #editInView: EditInView;

	constructor(novels: Novels, editInView: EditInView) {
		this.#novels = novels;
		this.#editInView = editInView;
	}

	/** By hand, a list that searches while one types and shows each passage in its chapter. */
	async search(argument: unknown): Promise<FoundMemories | undefined> {
		const given = parseArgument('memory.search', searchArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		if (given === undefined) {
			await pickMemory(project, (entry) => this.#editInView(project, entry));
			return undefined;
		}
		const { folder: _folder, ...query } = given;
		const matches = await project.recall.recall(query, new AbortController().signal);
		return {
			matches: matches.map((match) => {
				const { id, text, chapter, kind } = match.entry;
				return { id, score: match.score, why: whyOf(match), text, chapter, kind };
			}),
		};
	}

	/** By hand, one line from an input box. */
	async add(argument: unknown): Promise<PlainMemory | undefined> {
		const given = parseArgument('memory.add', addArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		const text = given?.text ?? (project && (await askForNote()));
		if (project === undefined || text === undefined) return undefined;
		const { folder: _folder, entities, ...memory } = given ?? { text };
		const added = project.memory.add({ ...memory, entities: entities ?? (await namesInText(project, text)) });
		if (given === undefined) void confirmNote(project, added);
		return plainMemory(added);
	}

	/** What is selected in the active editor becomes a note of its chapter. */
	async addSelection(argument: unknown): Promise<PlainMemory | undefined> {
		const given = parseArgument('memory.addSelection', selectionArgument, argument);
		const editor = vscode.window.activeTextEditor;
		const folder = editor && novelFolderOf(this.#novels, editor.document.uri);
		if (editor === undefined || folder === undefined || editor.selection.isEmpty)
			throw new AppError(
				'no-selection',
				vscode.l10n.t('Select a passage in a file of the novel, then run this again.'),
			);
		const project = await this.#novels.open(folder);
		const memory = selectedMemory(editor.document, editor.selection, folder);
		const entities = await namesInText(project, memory.text);
		const added = project.memory.add({ ...memory, entities, pinned: given?.pinned ?? false });
		if (given === undefined) void confirmNote(project, added);
		return plainMemory(added);
	}

	/** With nothing but an id, the author edits its text in the Memory view. */
	async edit(argument: unknown): Promise<PlainMemory | undefined> {
		const given = needed('memory.edit', parseArgument('memory.edit', editArgument, argument));
		const project = await this.#novels.choose(given.folder);
		if (project === undefined) return undefined;
		const { folder: _folder, id, ...wanted } = given;
		const change: MemoryChange = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
		if (Object.keys(change).length > 0) return plainMemory(project.memory.edit(id, change));
		const entry = existingMemory(project, id);
		await this.#editInView(project, entry);
		return plainMemory(entry);
	}

	async delete(argument: unknown): Promise<{ readonly id: string } | undefined> {
		const given = needed('memory.delete', parseArgument('memory.delete', deleteArgument, argument));
		const project = await this.#novels.choose(given.folder);
		if (project === undefined) return undefined;
		if (given.undo) restoreMemory(project.memory, given.id);
		else project.memory.remove(given.id);
		return { id: given.id };
	}

	async pin(argument: unknown): Promise<PlainMemory | undefined> {
		const given = needed('memory.pin', parseArgument('memory.pin', pinArgument, argument));
		const project = await this.#novels.choose(given.folder);
		return project && plainMemory(project.memory.edit(given.id, { pinned: given.pinned }));
	}

	/** Shows where an entry stands in its chapter. */
	async reveal(argument: unknown): Promise<RevealedMemory | undefined> {
		const given = needed('memory.reveal', parseArgument('memory.reveal', revealArgument, argument));
		const project = await this.#novels.choose(given.folder);
		if (project === undefined) return undefined;
		const entry = existingMemory(project, given.id);
		const evidence = await evidenceOf(project, entry);
		await showEvidence(evidence, { preview: true });
		const { start, end } = evidence.range;
		return {
			path: evidence.path,
			line: start.line,
			column: start.character,
			endLine: end.line,
			endColumn: end.character,
			sentence: evidenceSentence(evidence, entry),
		};
	}
}
