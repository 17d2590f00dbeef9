import * as vscode from 'vscode';
import type { MemoryEntry } from '../../core/memory/entry.js';
import type { NovelProject } from '../../services/novelProject.js';
import { placeTitle } from './memoryTitles.js';

export async function askForNote(): Promise<string | undefined> {
	const text = await vscode.window.showInputBox({
		title: vscode.l10n.t('What should the book remember?'),
		placeHolder: vscode.l10n.t('Noreen’s father never learns about the second key.'),
		prompt: vscode.l10n.t('A note for the whole book. Chapters that have to do with it are written with it in mind.'),
		ignoreFocusOut: true,
	});
	return text?.trim() === '' ? undefined : text?.trim();
}

/** Says that a note was taken, and offers to have it in every prompt. */
export async function confirmNote({ memory }: NovelProject, note: MemoryEntry): Promise<void> {
	const pin = vscode.l10n.t('Pin');
	const answer = await vscode.window.showInformationMessage(
		note.chapter === undefined
			? vscode.l10n.t('Remembered for the whole book. Pinned, it goes into every prompt.')
			: vscode.l10n.t('Remembered: {0}. Pinned, it goes into every prompt after that.', placeTitle(note)),
		pin,
	);
	if (answer === pin && memory.get(note.id) !== undefined) memory.edit(note.id, { pinned: true });
}
